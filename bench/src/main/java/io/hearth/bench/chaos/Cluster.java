package io.hearth.bench.chaos;

import io.hearth.bench.lab.ScratchDirectory;
import io.hearth.bench.toy.ToyJava;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import io.hearth.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gateways, the database and the object store they share, and toy drivers. */
final class Cluster implements AutoCloseable {

    private static final String BUCKET = "hearth";

    private final ScratchDirectory directory;
    private final ToyJava java;
    private final ChaosDatabase database;
    private final S3Server objects;
    private final List<ChaosGateway> gateways = new ArrayList<>();

    private Cluster(ScratchDirectory directory) throws IOException {
        this.directory = directory;
        this.java = ToyJava.in(directory.path());
        this.objects = S3Server.start(directory.path().resolve("objects"));
        this.database = ChaosDatabase.start(directory.path().resolve("database"));
        objects.makeBucket(BUCKET);
    }

    static Cluster start(Path home, int gateways) throws IOException {
        ScratchDirectory directory = ScratchDirectory.create();
        Cluster cluster;
        try {
            cluster = new Cluster(directory);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
        try {
            for (int i = 0; i < gateways; i++) {
                cluster.add(home);
            }
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void add(Path home) throws IOException {
        Path data = Files.createDirectories(directory.path().resolve("gateway" + gateways.size()));
        if (!gateways.isEmpty()) {
            // The first user is made once, and told to whoever started the first gateway.
            Files.copy(gateways.get(0).data().resolve(Credentials.FILE_NAME), data.resolve(Credentials.FILE_NAME));
        }
        ChaosGateway gateway = new ChaosGateway(home, data, settings());
        gateways.add(gateway);
        gateway.start();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(objects.settings());
        settings.put("objects.s3.bucket", BUCKET);
        settings.put("auth.master-key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("launch.java", java.command().toString());
        settings.put("launch.local.max-heap", "1g");
        // The queue is what sessions wait for, and not memory that toys do not take.
        settings.put("launch.local.memory-budget", "100g");
        settings.put("driver.shutdown-grace", "3s");
        return settings;
    }

    List<ChaosGateway> gateways() {
        return gateways;
    }

    ChaosDatabase database() {
        return database;
    }

    /** Where toy drivers write down what they execute. */
    Path journals() {
        return java.journals();
    }

    ToyProcesses drivers() {
        return new ToyProcesses(directory.path());
    }

    Path directory() {
        return directory.path();
    }

    String project() throws IOException {
        return credentials().projectId();
    }

    /** Good at every gateway. */
    String token() throws IOException {
        return new HearthClient(credentials()).issueToken();
    }

    private Credentials credentials() throws IOException {
        return Credentials.read(gateways.get(0).data().resolve(Credentials.FILE_NAME));
    }

    /** Ends the gateways, and leaves what they shared to be looked at. */
    void endGateways() {
        gateways.forEach(ChaosGateway::close);
    }

    @Override
    public void close() throws IOException {
        try (directory;
                database) {
            endGateways();
            for (ToyProcesses.Found left : drivers().find()) {
                ProcessHandle.of(left.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
            objects.close();
        }
    }
}
