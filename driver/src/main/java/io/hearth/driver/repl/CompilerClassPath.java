package io.hearth.driver.repl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.io.AbstractFile;
import scala.reflect.io.Path$;
import scala.tools.nsc.Global;
import scala.tools.nsc.classpath.AggregateClassPath$;
import scala.tools.nsc.classpath.ClassPathFactory$;
import scala.tools.nsc.util.ClassPath;

/**
 * Where a compiler that has begun to work looks for classes. The compiler's own way to add to it takes addresses, and takes
 * their paths once encoded and once not, so that no directory with a blank in its name would do.
 */
final class CompilerClassPath {

    private CompilerClassPath() {}

    /** Adds jars to the end. Packages that have classes in one of them are looked at anew. */
    static void add(Global compiler, List<Path> jars) {
        // Symbols change as of the current run's phase, and the last run is over.
        Global.Run unused = compiler.new Run();
        List<ClassPath> entries = new ArrayList<>(List.of(compiler.platform().classPath()));
        List<String> paths = new ArrayList<>();
        for (Path jar : jars.stream().map(CompilerJar::of).toList()) {
            AbstractFile archive = AbstractFile.getDirectory(Path$.MODULE$.jfile2path(jar.toFile()));
            entries.add(
                    ClassPathFactory$.MODULE$.newClassPath(archive, compiler.settings(), compiler.closeableRegistry()));
            paths.add(jar.toString());
        }
        ClassPath all = AggregateClassPath$.MODULE$.createAggregate(
                CollectionConverters.asScala(entries).toSeq());
        compiler.platform().currentClassPath_$eq(Option.apply(all));
        compiler.invalidateClassPathEntries(CollectionConverters.asScala(paths).toSeq());
    }
}
