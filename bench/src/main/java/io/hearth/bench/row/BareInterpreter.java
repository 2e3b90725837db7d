package io.hearth.bench.row;

import io.hearth.bench.lab.BenchSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A Scala interpreter beside the session's own, in the same JVM: code that is submitted as a statement makes it. */
final class BareInterpreter {

    private static final String CODE = "bare-interpreter.scala";
    private static final String MARK = "microseconds: ";

    private final BenchSession session;

    private BareInterpreter(BenchSession session) {
        this.session = session;
    }

    static BareInterpreter in(BenchSession session) throws IOException {
        try (InputStream code = BareInterpreter.class.getResourceAsStream(CODE)) {
            if (code == null) {
                throw new IOException("no " + CODE);
            }
            session.run(new String(code.readAllBytes(), StandardCharsets.UTF_8));
        }
        return new BareInterpreter(session);
    }

    /** Milliseconds that the interpreter alone takes for {@code 1+1}, each time. */
    List<Double> time(int times) throws IOException {
        String text = session.run("println(\"%s\" + BareInterpreter.time(\"1+1\", %d))".formatted(MARK, times))
                .text();
        String line = text.lines()
                .filter(candidate -> candidate.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new IOException("no times in: " + text));
        return Arrays.stream(line.substring(MARK.length()).split(" ", -1))
                .map(micros -> Long.parseLong(micros) / 1000.0)
                .toList();
    }
}
