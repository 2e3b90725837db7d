package io.hearth.bench.toy;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The toy driver's process: its arguments are the directory of execution journals and the path of its spec. */
final class ToyDriverMain {

    private ToyDriverMain() {}

    public static void main(String[] arguments) throws IOException {
        Path specFile = Path.of(arguments[arguments.length - 1]);
        DriverSpec spec = ChannelCodec.decodeSpec(Files.readAllBytes(specFile));
        Files.delete(specFile);
        Path journal = Path.of(arguments[0]).resolve(spec.driverId() + ExecutionJournal.SUFFIX);
        try (ExecutionJournal executions = ExecutionJournal.create(journal)) {
            System.exit(new ToyDriver(spec, executions).run());
        }
    }
}
