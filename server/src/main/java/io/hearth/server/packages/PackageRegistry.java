package io.hearth.server.packages;

import io.hearth.api.ErrorCode;
import io.hearth.api.PackageKind;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.objects.Contents;
import io.hearth.server.objects.SpoolFile;
import io.hearth.server.packages.PackageMeter.Outcome;
import io.hearth.server.packages.PackageMeter.Way;
import io.hearth.server.packages.PackageStore.Transaction;
import io.hearth.server.packages.StoredPackage.Content;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The packages, for callers. */
final class PackageRegistry implements Packages {

    private final PackageStore store;
    private final PackageDesk desk;
    private final Uploads uploads;
    private final Contents contents;
    private final Members members;
    private final PackageMeter meter;
    private final Clock clock;

    PackageRegistry(
            PackageStore store,
            PackageDesk desk,
            Uploads uploads,
            Contents contents,
            Members members,
            PackageMeter meter,
            Clock clock) {
        this.store = store;
        this.desk = desk;
        this.uploads = uploads;
        this.contents = contents;
        this.members = members;
        this.meter = meter;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<UploadResult> upload(String projectId, Uploader uploader, UploadRequest request) {
        return uploads.upload(projectId, uploader, request);
    }

    @Override
    public void requireMayPut(PackagePlace place, Uploader uploader) {
        if (!PackageNames.isPackage(place.name())) {
            throw GatewayException.invalid(Message.PACKAGE_NAME_OF_PATH_INVALID, place.name());
        }
        UploadRules.checkGroup(place.group());
        desk.requireMayWrite(List.of(place), uploader);
    }

    @Override
    public StoredPackage put(PackagePlace place, PackageKind kind, Uploader uploader, SpoolFile.Spooled content)
            throws IOException {
        requireMayPut(place, uploader);
        Keeping.store(contents, content);
        desk.publish(
                place.projectId(),
                place.group(),
                kind,
                UploadMode.SYNCHRONOUS,
                uploader,
                Map.of(place.name(), new Content(content.sha256(), content.bytes(), List.of())));
        meter.ended(Way.PUT, Outcome.READY, content.bytes());
        return find(place);
    }

    @Override
    public StoredPackage find(PackagePlace place) {
        return store.inTransaction(transaction -> require(transaction, place));
    }

    private static StoredPackage require(Transaction transaction, PackagePlace place) {
        return PackageDesk.find(transaction, place)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.NOT_FOUND, Message.PACKAGE_NOT_THERE, place.fullName(), place.projectId()));
    }

    @Override
    public PackageList list(String projectId, PackageFilter filter) {
        return store.inTransaction(transaction -> {
            List<StoredPackage> matching = transaction.packages().ofProject(projectId).stream()
                    .filter(filter::takes)
                    .toList();
            List<GroupView> groups = transaction.packages().groups(projectId).stream()
                    .map(group -> new GroupView(group, in(matching, group.name())))
                    .filter(view -> !view.packages().isEmpty())
                    .toList();
            return new PackageList(in(matching, ""), groups);
        });
    }

    private static List<StoredPackage> in(List<StoredPackage> packages, String group) {
        return packages.stream().filter(stored -> stored.group().equals(group)).toList();
    }

    @Override
    public void delete(PackagePlace place, Uploader uploader) {
        store.run(transaction -> {
            transaction.packages().lockChanges();
            uploader.requireMayChange(require(transaction, place));
            transaction.packages().delete(place.projectId(), place.group(), place.name());
            if (!place.group().isEmpty()
                    && transaction
                            .packages()
                            .ofGroup(place.projectId(), place.group())
                            .isEmpty()) {
                transaction.packages().deleteGroup(place.projectId(), place.group());
            }
        });
    }

    @Override
    public void changeOwner(String projectId, Uploader uploader, OwnerChange change) {
        String newOwner = required("new_owner", change.newOwner()).toLowerCase(Locale.ROOT);
        String group = change.group() == null ? "" : change.group();
        String name = change.name() == null ? "" : change.name();
        if (group.isEmpty() && name.isEmpty()) {
            throw GatewayException.invalid(Message.OWNER_OF_WHAT);
        }
        if (!members.isMember(projectId, newOwner)) {
            throw new GatewayException(ErrorCode.REFERENCE_NOT_FOUND, Message.NEW_OWNER_UNKNOWN, newOwner, projectId);
        }
        store.run(transaction -> {
            transaction.packages().lockChanges();
            if (name.isEmpty()) {
                giveGroup(transaction, projectId, group, uploader, newOwner);
            } else {
                givePackage(transaction, new PackagePlace(projectId, group, name), uploader, newOwner);
            }
        });
    }

    private static String required(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw GatewayException.invalid(Message.REQUIRED, field);
        }
        return text;
    }

    private void givePackage(Transaction transaction, PackagePlace place, Uploader uploader, String newOwner) {
        StoredPackage stored = PackageDesk.find(transaction, place)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.REFERENCE_NOT_FOUND,
                        Message.RESOURCE_NOT_THERE,
                        place.fullName(),
                        place.projectId()));
        uploader.requireMayChange(stored);
        transaction.packages().update(stored.ownedBy(newOwner, clock.millis()));
    }

    private void giveGroup(Transaction transaction, String projectId, String name, Uploader uploader, String newOwner) {
        PackageGroup group = transaction
                .packages()
                .group(projectId, name)
                .orElseThrow(() ->
                        new GatewayException(ErrorCode.REFERENCE_NOT_FOUND, Message.GROUP_NOT_THERE, name, projectId));
        uploader.requireMayChange(group);
        long now = clock.millis();
        transaction
                .packages()
                .update(new PackageGroup(projectId, name, newOwner, group.mode(), group.createdAt(), now));
        transaction.packages().ofGroup(projectId, name).stream()
                .filter(stored -> stored.owner().equals(group.owner()))
                .forEach(stored -> transaction.packages().update(stored.ownedBy(newOwner, now)));
    }
}
