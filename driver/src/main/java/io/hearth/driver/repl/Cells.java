package io.hearth.driver.repl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.internal.Names;
import scala.reflect.internal.Trees;
import scala.tools.nsc.ast.Trees.DocDef;

/**
 * Splits a parsed cell into the fewest pieces that work when they are compiled and run one after the other.
 *
 * <p>A run of definitions is one piece, so that companions, sealed families and functions that call each other see each
 * other. A value, an import, an expression stands alone: what Spark finds of a class while its wrapper is still being
 * initialised is not usable.
 */
final class Cells {

    private Cells() {}

    static List<List<Trees.Tree>> split(List<Trees.Tree> cell) {
        List<List<Trees.Tree>> pieces = new ArrayList<>();
        List<Trees.Tree> run = new ArrayList<>();
        Set<String> defined = new HashSet<>();
        for (Trees.Tree tree : cell) {
            Trees.Tree bare = undocumented(tree);
            boolean definition = isDefinition(bare);
            boolean joins = definition ? !defined.isEmpty() && defined.add(signature(bare)) : isBoundBy(bare, run);
            if (!joins) {
                run = new ArrayList<>();
                pieces.add(run);
                defined.clear();
                if (definition) {
                    defined.add(signature(bare));
                }
            }
            run.add(tree);
        }
        return pieces;
    }

    /** Whether nothing of a parsed cell does more than define: imports, classes, objects, functions, types. */
    static boolean onlyDefine(List<Trees.Tree> cell) {
        return cell.stream()
                .map(Cells::undocumented)
                .allMatch(tree -> tree instanceof Trees.Import || isDefinition(tree));
    }

    private static Trees.Tree undocumented(Trees.Tree tree) {
        return tree instanceof DocDef documented ? undocumented(documented.definition()) : tree;
    }

    private static boolean isDefinition(Trees.Tree tree) {
        return tree instanceof Trees.ImplDef || tree instanceof Trees.TypeDef || tree instanceof Trees.DefDef;
    }

    /** Two definitions of the same thing cannot be compiled together: the later one hides the earlier one. */
    private static String signature(Trees.Tree tree) {
        if (tree instanceof Trees.DefDef method) {
            StringBuilder signature = new StringBuilder("term ").append(method.name());
            CollectionConverters.asJava(method.vparamss()).forEach(parameters -> {
                signature.append('(');
                CollectionConverters.asJava(parameters)
                        .forEach(parameter -> signature.append(parameter.tpt()).append(','));
                signature.append(')');
            });
            return signature.toString();
        }
        Names.Name name = ((Trees.DefTree) tree).name();
        return (name.isTermName() ? "term " : "type ") + name;
    }

    /** Whether a tree is one of the values that the parser makes of {@code val (a, b) = pair}, after the pair itself. */
    private static boolean isBoundBy(Trees.Tree tree, List<Trees.Tree> run) {
        return tree instanceof Trees.ValDef value
                && !run.isEmpty()
                && run.get(0) instanceof Trees.ValDef whole
                && whole.mods().isArtifact()
                && value.rhs() instanceof Trees.Select select
                && select.qualifier() instanceof Trees.Ident ident
                && ident.name().toString().equals(whole.name().toString());
    }
}
