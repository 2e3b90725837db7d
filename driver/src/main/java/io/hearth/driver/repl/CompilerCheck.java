package io.hearth.driver.repl;

import java.util.function.BooleanSupplier;
import scala.reflect.internal.Trees;
import scala.reflect.internal.Types;
import scala.tools.nsc.typechecker.AnalyzerPlugins;
import scala.tools.nsc.typechecker.Typers;

/**
 * Ends a compilation that nobody waits for any more. The compiler asks it about every expression that it finds the type of,
 * where the compiler of editors gives up its work, too; an interrupt would close the files of the class path instead.
 */
final class CompilerCheck implements AnalyzerPlugins.AnalyzerPlugin {

    private final AnalyzerPlugins analyzer;
    private final BooleanSupplier unwanted;

    CompilerCheck(AnalyzerPlugins analyzer, BooleanSupplier unwanted) {
        this.analyzer = analyzer;
        this.unwanted = unwanted;
    }

    @Override
    public Types.Type pluginsPt(Types.Type expected, Typers.Typer typer, Trees.Tree tree, int mode) {
        if (unwanted.getAsBoolean()) {
            throw stopped();
        }
        return expected;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException stopped() throws T {
        throw (T) new StatementStopped();
    }

    /** Overrides, unseen by Java, what Scala asks for the object that an inner class belongs to. */
    @SuppressWarnings("MemberName")
    public AnalyzerPlugins scala$tools$nsc$typechecker$AnalyzerPlugins$AnalyzerPlugin$$$outer() {
        return analyzer;
    }
}
