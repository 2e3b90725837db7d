package io.hearth.driver.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.internal.Trees;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.MemberHandlers;

/**
 * Runs a compiled piece of a cell and tells what it gave. {@code IMain} compiles a second time for that, a program that
 * puts the text together; the same text is made here from the values themselves. Where that cannot be done exactly so, the
 * program is compiled after all.
 */
interface PieceResult {

    /** Initialises the piece, which runs the user's code, and gives its text as the Scala shell has it. */
    PieceText evaluate() throws Throwable;

    /**
     * Compiles the user's code of a request and what is needed to run it.
     *
     * @return empty when the code does not compile
     */
    static Optional<PieceResult> compile(IMain shell, IMain.Request request) {
        if (!request.lineRep().compile(request.mkUnit())) {
            return Optional.empty();
        }
        // Looked up now: later the compiler has moved on.
        request.typeOf();
        request.typesOfDefinedTerms();
        List<MemberHandlers.MemberHandler> handlers = CollectionConverters.asJava(request.handlers());
        handlers.forEach(handler -> giveSymbol(request, handler));
        Optional<List<ResultPart>> parts = parts(shell, request, handlers);
        return parts.isPresent()
                ? Optional.of(new DirectResult(shell, request, parts.get()))
                : CompiledResult.compile(shell, request, handlers);
    }

    private static void giveSymbol(IMain.Request request, MemberHandlers.MemberHandler handler) {
        if (handler instanceof MemberHandlers.MemberDefHandler definition) {
            Trees.MemberDef member = definition.member();
            request.definedSymbols().get(member.name()).foreach(member::setSymbol);
        }
    }

    private static Optional<List<ResultPart>> parts(
            IMain shell, IMain.Request request, List<MemberHandlers.MemberHandler> handlers) {
        if (!request.isClassBased()) {
            return Optional.empty();
        }
        List<ResultPart> parts = new ArrayList<>();
        for (MemberHandlers.MemberHandler handler : handlers) {
            Optional<List<ResultPart>> more =
                    ResultParts.of(handler.resultExtractionCode(request), request.fullAccessPath());
            if (more.isEmpty() || !more.get().stream().allMatch(part -> isReadable(shell, handler, part))) {
                return Optional.empty();
            }
            parts.addAll(more.get());
        }
        return Optional.of(parts);
    }

    /** What a value class wraps is all that there is to read of it. */
    private static boolean isReadable(IMain shell, MemberHandlers.MemberHandler handler, ResultPart part) {
        if (part instanceof ResultPart.Value) {
            return shell.global()
                    .exitingTyper(() -> !handler.symbol()
                            .tpe()
                            .finalResultType()
                            .typeSymbol()
                            .isDerivedValueClass());
        }
        return true;
    }
}
