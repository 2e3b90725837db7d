package io.hearth.dist;

import static org.awaitility.Awaitility.await;

import io.hearth.api.SparkJvm;
import io.hearth.testkit.FreePort;
import io.hearth.testkit.ListeningSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A standalone cluster of one worker, from the bundled Spark, on the loopback address alone. */
final class StandaloneCluster implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final List<Process> processes = new ArrayList<>();
    private final Path directory;
    private final String address;

    private StandaloneCluster(Path directory, int port) {
        this.directory = directory;
        address = "spark://" + LOOPBACK + ":" + port;
    }

    static StandaloneCluster start(Path directory) throws IOException {
        int port = FreePort.find();
        StandaloneCluster cluster = new StandaloneCluster(Files.createDirectories(directory), port);
        try {
            cluster.run("master", "Master", "--host", LOOPBACK, "--port", String.valueOf(port), "--webui-port", "0");
            cluster.awaitLine("master", "New state: ALIVE");
            cluster.run(
                    "worker",
                    "Worker",
                    "--host",
                    LOOPBACK,
                    "--webui-port",
                    "0",
                    "--cores",
                    "2",
                    "--memory",
                    "2g",
                    "--work-dir",
                    directory.resolve("work").toString(),
                    cluster.address);
            cluster.awaitLine("worker", "Successfully registered with master");
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void run(String name, String type, String... arguments) throws IOException {
        Path spark = Distribution.HOME.resolve("spark");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(SparkJvm.OPTIONS);
        command.addAll(List.of("-cp", spark.resolve("jars") + "/*"));
        command.add("org.apache.spark.deploy." + name + "." + type);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment().put("SPARK_HOME", spark.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
        processes.add(builder.start());
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private void awaitLine(String name, String text) {
        await().atMost(Distribution.START)
                .until(() -> Files.readString(log(name)).contains(text));
    }

    /** What a backend takes as its master. */
    String address() {
        return address;
    }

    /** The executors' processes, which the worker started. */
    List<ProcessHandle> executors() {
        return processes.get(1).toHandle().descendants().toList();
    }

    /** Where any process of the cluster listens. */
    List<InetSocketAddress> listening() throws IOException {
        List<InetSocketAddress> all = new ArrayList<>();
        List<Long> pids = Stream.concat(
                        processes.stream().map(Process::pid),
                        executors().stream().map(ProcessHandle::pid))
                .toList();
        for (long pid : pids) {
            all.addAll(ListeningSockets.of(pid));
        }
        return all;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>();
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).toHandle().descendants().forEach(all::add);
            all.add(processes.get(i).toHandle());
        }
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                handle.destroyForcibly();
            } catch (ExecutionException | TimeoutException e) {
                handle.destroyForcibly();
            }
        }
    }
}
