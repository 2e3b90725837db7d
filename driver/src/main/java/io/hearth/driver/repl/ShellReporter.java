package io.hearth.driver.repl;

import java.io.PrintWriter;
import java.io.Writer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import scala.reflect.internal.Reporter.Severity;
import scala.reflect.internal.util.CodeAction;
import scala.reflect.internal.util.NoSourceFile$;
import scala.reflect.internal.util.Position;
import scala.reflect.internal.util.StringOps$;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.shell.ReplReporterImpl;

/**
 * Where the shell and its compiler speak: results and warnings go to the sink of the cell that runs, errors are
 * collected. Used by one thread.
 *
 * <p>The contract drops the {@code val} that the shell writes before a value's name. To tell it from text of the user,
 * the name is marked where the shell asks how to colour it.
 */
final class ShellReporter extends ReplReporterImpl {

    private final String nameMark;
    private final List<String> errorLines = new ArrayList<>();
    private String firstError = "";
    private Consumer<String> sink = text -> {};

    ShellReporter(Settings settings) {
        super(settings, new PrintWriter(Writer.nullWriter()));
        byte[] nonce = new byte[6];
        new SecureRandom().nextBytes(nonce);
        this.nameMark = "\u0001" + HexFormat.of().formatHex(nonce) + "\u0001";
    }

    /** Begins a cell: what is printed from now on goes to the sink. */
    void begin(Consumer<String> cellSink) {
        sink = cellSink;
        errorLines.clear();
        firstError = "";
    }

    /** Ends a cell: its sink is let go. */
    void end() {
        sink = text -> {};
    }

    /** What the compiler objected to since the cell began. */
    CellResult.Rejected rejection() {
        return errorLines.isEmpty()
                ? new CellResult.Rejected("the code does not compile", List.of())
                : new CellResult.Rejected(firstError, List.copyOf(errorLines));
    }

    /**
     * Prints what a piece evaluated to, as the shell does, less the leading {@code val}; strings as a whole. A long text goes
     * part by part: every step of this makes a copy.
     */
    void printValue(PieceText given) {
        String text = given.text();
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        if (totalSilence() || end == 0) {
            return;
        }
        if (given.longestOther() > maxPrintString()) {
            printMessage(unmarked(text.substring(0, end)));
            return;
        }
        for (LongText.Part part : new LongText(text, end)) {
            sink.accept(unwrap(StringOps$.MODULE$.trimAllTrailingSpace(unmarked(part.text()))) + part.end());
        }
    }

    private String unmarked(String text) {
        return text.replace("lazy val " + nameMark, "lazy val ")
                .replace("val " + nameMark, "")
                .replace(nameMark, "");
    }

    @Override
    public void printMessage(String message) {
        if (!totalSilence()) {
            sink.accept(unmangleInterpreterOutput(StringOps$.MODULE$.trimAllTrailingSpace(message)) + "\n");
        }
    }

    @Override
    public void doReport(
            Position position, String message, Severity severity, scala.collection.immutable.List<CodeAction> actions) {
        if (totalSilence()) {
            return;
        }
        String text = unwrap(message);
        List<String> lines = format(position, label(severity) + text);
        if (severity.equals(ERROR())) {
            if (errorLines.isEmpty()) {
                firstError = text;
            }
            errorLines.addAll(lines);
        } else {
            sink.accept(String.join("\n", lines) + "\n");
        }
    }

    private String label(Severity severity) {
        if (severity.equals(ERROR())) {
            return "error: ";
        }
        return severity.equals(WARNING()) ? "warning: " : "";
    }

    private static List<String> format(Position position, String message) {
        if (!position.isDefined() || position.source() == NoSourceFile$.MODULE$) {
            return message.lines().toList();
        }
        Position place = position.finalPosition();
        List<String> lines = new ArrayList<>();
        (place.source().file().name() + ":" + place.line() + ": " + message)
                .lines()
                .forEach(lines::add);
        lines.add(place.lineContent());
        lines.add(place.lineCaret());
        return lines;
    }

    @Override
    public boolean colorOk() {
        return false;
    }

    @Override
    public String nameToCode(String name) {
        return nameMark + name;
    }

    /** No advice on shell commands that do not exist here. */
    @Override
    public String rerunWithDetails(scala.reflect.internal.settings.MutableSettings.SettingValue setting, String name) {
        return "";
    }
}
