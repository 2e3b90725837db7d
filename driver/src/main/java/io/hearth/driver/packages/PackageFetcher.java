package io.hearth.driver.packages;

import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.SessionPackage;
import io.hearth.driver.channel.Backoff;
import io.hearth.driver.channel.GatewayRequests;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.concurrent.TimeUnit;

/**
 * Fetches content from the driver's gateways. A gateway that is away or busy is asked again, without end: the driver's lease
 * and the gateway's patience with a session that starts are what ends it. Used by one thread.
 */
final class PackageFetcher {

    private static final int CHUNK_BYTES = 64 << 10;
    private static final int MOST_WRONG_CONTENTS = 3;

    private final GatewayRequests requests;

    PackageFetcher(DriverSpec spec) {
        this.requests = new GatewayRequests(spec);
    }

    /** Fetches one package and checks it. Its file is there, whole and right, when this returns. */
    void fetch(FetchedPackage wanted) throws PackageException, InterruptedException {
        Backoff backoff = new Backoff();
        int tries = 0;
        int wrongContents = 0;
        int refusals = 0;
        try (PartialFile partial = new PartialFile(wanted.origin(), wanted.file())) {
            while (true) {
                long before = partial.size();
                try {
                    goOn(wanted.origin(), partial);
                    if (partial.finish()) {
                        return;
                    }
                    wrongContents++;
                    requireFewer(
                            wrongContents, MOST_WRONG_CONTENTS, wanted, "what the gateway sent is not that content");
                } catch (RefusedException e) {
                    refusals++;
                    requireFewer(refusals, requests.gateways(), wanted, String.valueOf(e.getMessage()));
                } catch (IOException e) {
                    refusals = 0;
                    tries++;
                    say(wanted.origin(), tries, e);
                }
                if (partial.size() > before) {
                    backoff.reset();
                } else if (tries % requests.gateways() == 0) {
                    TimeUnit.MILLISECONDS.sleep(backoff.next());
                }
            }
        }
    }

    private static void requireFewer(int count, int limit, FetchedPackage wanted, String why) throws PackageException {
        if (count >= limit) {
            throw new PackageException("%s (SHA-256 %s) cannot be fetched: %s"
                    .formatted(wanted.origin().name(), wanted.origin().sha256(), why));
        }
    }

    private static void say(SessionPackage wanted, int tries, IOException e) {
        if (tries == 1) {
            System.err.println("hearth-driver: " + wanted.name() + " is not here yet, trying on: " + e);
        }
    }

    private void goOn(SessionPackage wanted, PartialFile partial) throws IOException, PackageException {
        HttpURLConnection connection = requests.get(Protocol.PACKAGE_PATH + wanted.sha256());
        try {
            if (partial.size() > 0) {
                connection.setRequestProperty("Range", "bytes=" + partial.size() + "-");
            }
            requireContent(connection.getResponseCode(), partial.size());
            append(connection, partial);
        } catch (IOException | PackageException e) {
            connection.disconnect();
            throw e;
        }
    }

    private static void requireContent(int status, long from) throws IOException {
        if (status == (from > 0 ? HttpURLConnection.HTTP_PARTIAL : HttpURLConnection.HTTP_OK)) {
            return;
        }
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED
                || status == HttpURLConnection.HTTP_FORBIDDEN
                || status == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new RefusedException("the gateway has no such content for this session (status " + status + ")");
        }
        throw new IOException("the gateway answered " + status);
    }

    private static void append(HttpURLConnection connection, PartialFile partial) throws IOException, PackageException {
        try (InputStream in = connection.getInputStream()) {
            byte[] chunk = new byte[CHUNK_BYTES];
            while (partial.missing() > 0) {
                int read = in.read(chunk, 0, (int) Math.min(chunk.length, partial.missing()));
                if (read < 0) {
                    throw new EOFException("the gateway's answer ended " + partial.missing() + " bytes early");
                }
                partial.append(chunk, read);
            }
        }
    }

    /** The gateway says that there is nothing to have. */
    private static final class RefusedException extends IOException {
        RefusedException(String message) {
            super(message);
        }
    }
}
