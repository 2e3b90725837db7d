package io.hearth.driver;

import io.hearth.api.SparkJvm;
import io.hearth.api.StatementKind;
import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.LoopChecks;
import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.SessionPackage;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.driver.channel.FakeGateway;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real driver in a process of its own, launched as the gateway's launcher does it. */
final class DriverProcess implements AutoCloseable {

    static final String SESSION = "s-1";
    static final long CANCEL_MILLIS = 6_000;

    private final FakeGateway gateway;
    private final Path workDirectory;
    private final Process process;
    private int statements;

    DriverProcess(
            FakeGateway gateway, Path workDirectory, Map<String, String> conf, long leaseMillis, String... jvmOptions)
            throws IOException {
        this.gateway = gateway;
        this.workDirectory = workDirectory;
        Map<String, String> all = new HashMap<>(Map.of(
                "spark.master", "local[2]",
                "spark.app.name", "driver-test",
                "spark.ui.enabled", "false",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.sql.shuffle.partitions", "2"));
        all.putAll(conf);
        DriverSpec spec = new DriverSpec(
                "d-1",
                "secret-1",
                gateway.urls(),
                all,
                workDirectory.toString(),
                leaseMillis,
                new CancelPolicy(CANCEL_MILLIS, LoopChecks.ON),
                new OutputLimits(65_536, 256 << 20, 300 << 20),
                0,
                List.of());
        Path file = workDirectory.resolve("spec");
        Files.write(file, ChannelCodec.encode(spec));
        Path current = Files.createDirectories(workDirectory.resolve(DriverSpec.CURRENT_DIRECTORY));
        Path temporary = Files.createDirectories(workDirectory.resolve("tmp"));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(SparkJvm.OPTIONS);
        command.addAll(
                List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of(jvmOptions));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), DriverMain.class.getName(), file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(current.toFile())
                .redirectOutput(workDirectory.resolve("stdout").toFile())
                .redirectError(workDirectory.resolve("stderr").toFile());
        builder.environment()
                .put(
                        "PYTHONPATH",
                        workDirectory.resolve(DriverSpec.PYTHON_DIRECTORY).toString());
        this.process = builder.start();
    }

    Process process() {
        return process;
    }

    Path workDirectory() {
        return workDirectory;
    }

    /** Opens the session and waits until it is ready. */
    DriverProcess ready() throws InterruptedException {
        open(List.of());
        gateway.await(DriverFrame.SessionReady.class);
        return this;
    }

    /** Opens the session with packages, as soon as the driver has dialled in. */
    void open(List<SessionPackage> packages) throws InterruptedException {
        gateway.awaitHeard(DriverFrame.Hello.class, hello -> true);
        gateway.send(new GatewayFrame.OpenSession(SESSION, packages));
    }

    /** Sends a statement and gives its number. */
    int send(String code) {
        return send(StatementKind.SPARK, code);
    }

    private int send(StatementKind kind, String code) {
        int number = statements++;
        gateway.send(new GatewayFrame.RunStatement(SESSION, number, kind, code, 1_000));
        return number;
    }

    StatementOutcome runSql(String code) throws InterruptedException {
        return outcome(send(StatementKind.SQL, code));
    }

    StatementOutcome run(String code) throws InterruptedException {
        return outcome(send(code));
    }

    StatementOutcome outcome(int number) throws InterruptedException {
        return gateway.await(DriverFrame.StatementEnded.class, ended -> ended.statement() == number)
                .outcome();
    }

    void cancel(int number) {
        gateway.send(new GatewayFrame.CancelStatement(SESSION, number));
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            throw new AssertionError("the driver did not exit");
        }
        return process.exitValue();
    }

    /** What the driver left in its ending file. */
    DriverFrame.Ending ending() throws IOException {
        byte[] bytes = Files.readAllBytes(workDirectory.resolve(DriverSpec.ENDING_FILE));
        Envelope envelope = ChannelCodec.decode(ByteBuffer.wrap(bytes));
        return (DriverFrame.Ending) envelope.frame();
    }

    String log(String stream) throws IOException {
        return Files.readString(workDirectory.resolve(stream));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
