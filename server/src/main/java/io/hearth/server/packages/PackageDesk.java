package io.hearth.server.packages;

import io.hearth.api.PackageKind;
import io.hearth.server.packages.PackageStore.Transaction;
import io.hearth.server.packages.StoredPackage.Content;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes down what becomes of packages, each time in one transaction under one lock: what is asked for last is what counts.
 * Thread-safe.
 */
final class PackageDesk {

    private final PackageStore store;
    private final Clock clock;

    PackageDesk(PackageStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Throws FORBIDDEN when one of the places, or the group they are in, is somebody else's. */
    void requireMayWrite(List<PackagePlace> places, Uploader uploader) {
        store.run(transaction -> places.forEach(place -> requireMayWrite(transaction, place, uploader)));
    }

    private static void requireMayWrite(Transaction transaction, PackagePlace place, Uploader uploader) {
        Optional<StoredPackage> earlier = find(transaction, place);
        if (earlier.isPresent()) {
            uploader.requireMayChange(earlier.get());
        } else if (!place.group().isEmpty()) {
            transaction.packages().group(place.projectId(), place.group()).ifPresent(uploader::requireMayChange);
        }
    }

    static Optional<StoredPackage> find(Transaction transaction, PackagePlace place) {
        return transaction.packages().find(place.projectId(), place.group(), place.name());
    }

    /** Makes contents packages, all of them or none. */
    UploadResult publish(
            String projectId,
            String group,
            PackageKind kind,
            UploadMode mode,
            Uploader uploader,
            Map<String, Content> contents) {
        return store.inTransaction(transaction -> {
            transaction.packages().lockChanges();
            long now = clock.millis();
            contents.forEach((name, content) -> {
                PackagePlace place = new PackagePlace(projectId, group, name);
                requireMayWrite(transaction, place, uploader);
                Optional<StoredPackage> earlier = find(transaction, place);
                if (earlier.isPresent()) {
                    transaction.packages().update(earlier.get().replacedBy(kind, content, now));
                } else {
                    transaction.packages().insert(StoredPackage.ready(place, kind, uploader.user(), content, now));
                }
            });
            touchGroup(transaction, projectId, group, mode, uploader);
            return result(transaction, projectId, group, List.copyOf(contents.keySet()));
        });
    }

    /** Notes that packages are to come. */
    UploadResult begin(String projectId, String group, Uploader uploader, Map<String, PendingUpload> uploads) {
        return store.inTransaction(transaction -> {
            transaction.packages().lockChanges();
            long now = clock.millis();
            uploads.forEach((name, upload) -> {
                PackagePlace place = new PackagePlace(projectId, group, name);
                requireMayWrite(transaction, place, uploader);
                Optional<StoredPackage> earlier = find(transaction, place);
                if (earlier.isPresent()) {
                    transaction.packages().update(earlier.get().awaiting(upload, now));
                } else {
                    transaction.packages().insert(StoredPackage.awaited(place, upload, uploader.user(), now));
                }
            });
            touchGroup(transaction, projectId, group, UploadMode.ASYNCHRONOUS, uploader);
            return result(transaction, projectId, group, List.copyOf(uploads.keySet()));
        });
    }

    private void touchGroup(
            Transaction transaction, String projectId, String group, UploadMode mode, Uploader uploader) {
        if (group.isEmpty()) {
            return;
        }
        long now = clock.millis();
        Optional<PackageGroup> earlier = transaction.packages().group(projectId, group);
        if (earlier.isPresent()) {
            PackageGroup row = earlier.get();
            transaction.packages().update(new PackageGroup(projectId, group, row.owner(), mode, row.createdAt(), now));
        } else {
            transaction.packages().insert(new PackageGroup(projectId, group, uploader.user(), mode, now, now));
        }
    }

    private static UploadResult result(Transaction transaction, String projectId, String group, List<String> names) {
        Optional<GroupView> view = group.isEmpty()
                ? Optional.empty()
                : transaction
                        .packages()
                        .group(projectId, group)
                        .map(row -> new GroupView(row, transaction.packages().ofGroup(projectId, group)));
        return new UploadResult(names, view);
    }

    /** Makes what was fetched the package's content; false when something else became of the package meanwhile. */
    boolean finish(PackagePlace place, PendingUpload upload, Content content) {
        return store.inTransaction(transaction -> {
            Optional<StoredPackage> waiting = lockWaiting(transaction, place, upload);
            waiting.ifPresent(
                    stored -> transaction.packages().update(stored.replacedBy(upload.kind(), content, clock.millis())));
            return waiting.isPresent();
        });
    }

    /** Notes why nothing was fetched; false when something else became of the package meanwhile. */
    boolean fail(PackagePlace place, PendingUpload upload, String reason) {
        return store.inTransaction(transaction -> {
            Optional<StoredPackage> waiting = lockWaiting(transaction, place, upload);
            waiting.ifPresent(stored -> transaction.packages().update(stored.failed(reason, clock.millis())));
            return waiting.isPresent();
        });
    }

    private static Optional<StoredPackage> lockWaiting(
            Transaction transaction, PackagePlace place, PendingUpload upload) {
        transaction.packages().lockChanges();
        return find(transaction, place)
                .filter(stored ->
                        stored.upload() != null && stored.upload().id().equals(upload.id()));
    }

    /** Makes an upload this gateway's to fetch; false when another one was quicker, or it is none any more. */
    boolean claim(PackagePlace place, PendingUpload upload, String gateway) {
        return store.inTransaction(transaction -> {
            Optional<StoredPackage> waiting = lockWaiting(transaction, place, upload)
                    .filter(stored -> stored.upload() != null
                            && Objects.equals(stored.upload().gateway(), upload.gateway()));
            waiting.ifPresent(
                    stored -> transaction.packages().update(stored.awaiting(upload.by(gateway), stored.updatedAt())));
            return waiting.isPresent();
        });
    }

    /** What any gateway fetches or did not come to fetch. */
    List<StoredPackage> uploading() {
        return store.inTransaction(transaction -> transaction.packages().uploading());
    }
}
