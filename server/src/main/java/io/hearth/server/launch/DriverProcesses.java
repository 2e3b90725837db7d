package io.hearth.server.launch;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverSpec;
import io.hearth.server.session.SessionLogs.Stream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes processes of drivers: what they find in their directory, their command line and their environment. Thread-safe. */
final class DriverProcesses implements AutoCloseable {

    private final LocalOptions options;
    private final WorkDirectories directories;
    private final DriverCommand command;
    private final Optional<ClassArchive> classArchive;
    private final Optional<ClassArchiveMaker> classArchiveMaker;

    DriverProcesses(LocalOptions options, WorkDirectories directories) {
        this.options = options;
        this.directories = directories;
        this.command = new DriverCommand(options);
        this.classArchive = options.classArchives()
                .flatMap(directory -> ClassArchive.of(
                        directory,
                        options.javaCommand(),
                        options.driverJar(),
                        options.sparkHome().resolve("jars")));
        this.classArchiveMaker = classArchive.map(archive -> new ClassArchiveMaker(archive, command));
    }

    /** @param sparkConf empty for a driver that waits for its session */
    record Birth(String secret, LocalSize size, Map<String, String> sparkConf) {}

    /** Has the classes that drivers load kept in a file, while nothing else is to be done. */
    void makeClassArchive(BooleanSupplier isIdle) {
        classArchiveMaker.ifPresent(maker -> maker.start(isIdle));
    }

    /** Whether that is being done. */
    boolean isMakingClassArchive() {
        return classArchiveMaker.filter(ClassArchiveMaker::isWorking).isPresent();
    }

    /** Makes the directory of a driver, and answers the file that tells the driver what it is. */
    Path prepare(LocalDriver local, Birth birth) throws IOException {
        Path work = local.workDirectory();
        DriverSpec spec = new DriverSpec(
                local.id(),
                birth.secret(),
                options.access().addresses().stream().map(URI::toString).toList(),
                birth.sparkConf(),
                work.toString(),
                options.lease().toMillis(),
                options.cancels(),
                options.outputLimits(),
                options.journalSize().bytes(),
                options.access().certificates());
        return directories.prepare(local.id(), work, ChannelCodec.encode(spec));
    }

    /** Starts a driver whose directory is prepared. */
    Process spawn(LocalDriver local, Birth birth, Path spec) throws IOException {
        Path work = local.workDirectory();
        ProcessBuilder builder = new ProcessBuilder(command.arguments(
                        birth.size(), classArchive.map(ClassArchive::using).orElse(List.of()), work, spec))
                .directory(work.resolve(DriverSpec.CURRENT_DIRECTORY).toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directories.output(local.id(), work, Stream.STDOUT).toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directories.output(local.id(), work, Stream.STDERR).toFile()));
        command.environment(builder.environment());
        options.account().ifPresent(account -> account.environment(builder.environment()));
        builder.environment()
                .put("PYTHONPATH", work.resolve(DriverSpec.PYTHON_DIRECTORY).toString());
        builder.environment().put(MarkedProcesses.MARK, local.id());
        return builder.start();
    }

    @Override
    public void close() {
        classArchiveMaker.ifPresent(ClassArchiveMaker::close);
    }
}
