package io.hearth.server.session;

import io.hearth.api.channel.DriverFrame;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What who follows a statement is told. */
public sealed interface StreamEvent {

    /** A piece of its text, after those before. */
    record Output(String text) implements StreamEvent {}

    /**
     * How far it is.
     *
     * @param version grows with each word of it, as long as this gateway lives
     */
    record Progress(DriverFrame.Progress latest, long version) implements StreamEvent {}

    /** It is in another state; after a final one nothing comes. Who follows a statement to its end shares the last of these. Thread-safe. */
    final class State implements StreamEvent {

        private final Statement statement;
        private byte @Nullable [] told;

        State(Statement statement) {
            this.statement = statement;
        }

        public Statement statement() {
            return statement;
        }

        /**
         * What those who follow the statement are told of it, which is made once. Nobody may change it.
         *
         * @param encoding the same each time
         */
        public synchronized byte[] told(Function<Statement, byte[]> encoding) {
            byte[] known = told;
            if (known == null) {
                known = encoding.apply(statement);
                told = known;
            }
            return known;
        }
    }
}
