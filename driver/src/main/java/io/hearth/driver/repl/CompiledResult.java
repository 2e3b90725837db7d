package io.hearth.driver.repl;

import java.util.List;
import java.util.Optional;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.MemberHandlers;

/** Runs a piece by a compiled program that asks for its values. */
record CompiledResult(IMain.Request request) implements PieceResult {

    private static final Seq<Object> NO_ARGUMENTS =
            CollectionConverters.<Object>asScala(List.of()).toSeq();

    /** @return empty when the program does not compile */
    static Optional<PieceResult> compile(
            IMain shell, IMain.Request request, List<MemberHandlers.MemberHandler> handlers) {
        IMain.ReadEvalPrint line = request.lineRep();
        StringBuilder program = new StringBuilder();
        program.append("object ").append(line.evalName()).append(" {\n");
        // The shell makes it a lazy val, which keeps the text as long as the session lives.
        program.append("  def ").append(line.printName()).append(": _root_.java.lang.String = {\n");
        program.append("    val _ = ").append(request.fullAccessPath()).append('\n');
        program.append("    val text = new _root_.java.lang.StringBuilder\n");
        for (MemberHandlers.MemberHandler handler : handlers) {
            String part = handler.resultExtractionCode(request).strip();
            if (!part.isEmpty()) {
                program.append("    text.append(\"\" ").append(part).append(")\n");
            }
        }
        program.append("    text.toString\n  }\n}\n");
        boolean compiled = shell.withoutWarnings(() -> line.compile(program.toString()));
        return compiled ? Optional.of(new CompiledResult(request)) : Optional.empty();
    }

    @Override
    public PieceText evaluate() {
        String text = String.valueOf(request.lineRep().call(request.lineRep().printName(), NO_ARGUMENTS));
        return new PieceText(text, text.length());
    }
}
