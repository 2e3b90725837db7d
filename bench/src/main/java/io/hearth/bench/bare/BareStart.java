package io.hearth.bench.bare;

import io.hearth.bench.lab.ProcFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts bare drivers the way a real one was started.
 *
 * @param java the real driver's command line up to its main class, this module added to its class path
 * @param environment the real driver's
 */
public record BareStart(List<String> java, Map<String, String> environment) {

    /**
     * Seconds from the start of the process.
     *
     * @param started until Spark and the Scala compiler were there
     * @param ready until the imports of a Spark shell were compiled, too
     */
    public record Times(double started, double ready) {}

    /** Takes over from a driver that lives. */
    public static BareStart like(ProcFiles driver) throws IOException {
        List<String> command = driver.commandLine();
        int classPath = command.indexOf("-cp") + 1;
        if (classPath == 0) {
            throw new IOException("no class path in the driver's command line: " + command);
        }
        List<String> java = new ArrayList<>();
        for (String argument : command.subList(0, classPath)) {
            // The directories of the real one go with it.
            if (!argument.startsWith("-Djava.io.tmpdir=") && !argument.startsWith("-Dderby.system.home=")) {
                java.add(argument);
            }
        }
        String own = Path.of(BareDriver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        java.add(command.get(classPath) + ":" + own);
        return new BareStart(List.copyOf(java), driver.environment());
    }

    /** Starts one and waits for its end. */
    public Times run(Path directory) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.add("-Dderby.system.home=" + directory);
        command.add(BareDriver.class.getName());
        command.add(directory.toString());
        command.add(String.valueOf(Runtime.getRuntime().availableProcessors()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        // The launcher ends whatever bears a driver's mark once that driver is gone.
        builder.environment().remove("HEARTH_DRIVER");
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            return read(process, began);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Times read(Process process, long began) throws IOException {
        List<String> seen = new ArrayList<>();
        double started = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                double seconds = (System.nanoTime() - began) / 1e9;
                seen.add(line);
                if (line.equals(BareDriver.STARTED)) {
                    started = seconds;
                } else if (line.equals(BareDriver.READY)) {
                    return new Times(started, seconds);
                }
            }
        }
        throw new IOException("the bare driver did not start:\n" + String.join("\n", seen));
    }
}
