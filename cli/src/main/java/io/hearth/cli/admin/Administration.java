package io.hearth.cli.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Somebody to ask: the gateway that runs on a data directory, or a process that is started for this command alone.
 *
 * @param process empty when it was running already
 */
record Administration(AdminClient client, Optional<AdministrationProcess> process) implements AutoCloseable {

    /** @param settings arguments for the process, should one be started */
    static Administration open(Path directory, List<String> settings) throws IOException {
        Optional<AdminClient> running =
                Operator.read(directory).map(AdminClient::new).filter(AdminClient::isAnswered);
        if (running.isPresent()) {
            return new Administration(running.get(), Optional.empty());
        }
        AdministrationProcess process = AdministrationProcess.start(directory, settings);
        return new Administration(new AdminClient(process.operator()), Optional.of(process));
    }

    @Override
    public void close() {
        process.ifPresent(AdministrationProcess::close);
    }
}
