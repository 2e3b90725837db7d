package io.hearth.driver.repl;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.channel.LoopChecks;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;

/** What is read from values is what the Scala shell's own program would say of them. */
class PieceResultTest {

    private static IMain shell;
    private static ShellReporter reporter;

    @BeforeAll
    static void start(@TempDir Path classes) {
        Settings settings = ScalaRepl.settings(classes);
        reporter = new ShellReporter(settings);
        shell = new IMain(
                settings,
                Option.apply(ScalaRepl.classLoader(classes, PieceResultTest.class.getClassLoader(), LoopChecks.ON)),
                settings,
                reporter);
        assertThat(shell.initializeCompiler()).isTrue();
        run("class Meter(val length: Double) extends AnyVal { override def toString = length + \" m\" }");
        run("case class Point(x: Int, y: Int)");
        run("trait Shape; object Circle extends Shape");
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    private record Ran(PieceResult piece, IMain.Request request, String text) {}

    private static Ran run(String code) {
        reporter.begin(text -> {});
        var parsed = shell.parse(code, true).toOption().get();
        IMain.Request request = shell.new Request("", parsed._1(), parsed._3(), parsed._2(), false, false, true);
        PieceResult piece = PieceResult.compile(shell, request).orElseThrow();
        String text;
        try {
            text = piece.evaluate().text();
        } catch (Throwable e) {
            throw new AssertionError(code, e);
        }
        shell.recordRequest(request);
        return new Ran(piece, request, text);
    }

    private static String asProgram(IMain.Request request) {
        Optional<PieceResult> program = CompiledResult.compile(
                shell, request, new ArrayList<>(CollectionConverters.asJava(request.handlers())));
        try {
            return program.orElseThrow().evaluate().text();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 1",
                "val x = 3L",
                "var y: Any = 'c'",
                "val `odd name!` = 1",
                "val ++ = 1.5f",
                "val text = \"a \\\"quoted\\\" \\t tab \\\\ and \\n two lines\"",
                "val unicode = \"größe 漢字 \\ud83d\\ude00\"",
                "val control = \"\\u0001\"",
                "val nothing: String = null",
                "()",
                "val unit = ()",
                "val unitToo: Any = ()",
                "lazy val late = sys.error(\"never\")",
                "implicit val order: Ordering[Point] = Ordering.by(_.x)",
                "private val hidden = 1",
                "Point(1, 2)",
                "val (a, b) = (1, \"b\")",
                "val Point(c, _) = Point(5, 6)",
                "Array(1, 2, 3)",
                "Array.fill(2000)(0)",
                "Array(Array(1), Array(2, 3))",
                "(1 to 3000).toList",
                "Map(\"one\" -> List(Some(1), None))",
                "def f(n: Int)(implicit o: Ordering[Int]): Int = n",
                "def g[T <: AnyRef](t: T) = t",
                "class Plain(val n: Int)",
                "object Alone { val inner = 1 }",
                "type Words = List[String]",
                "import scala.collection.mutable.{Map => MutableMap, _}",
                "val quoted: \"literal type\" = \"literal type\"",
                "def one = 1; def two = one + one",
                "sealed trait Tree; case object Leaf extends Tree; case class Node(left: Tree) extends Tree",
                "val fun = (n: Int) => n + 1",
                "val shape: Shape = Circle",
                "Circle",
                "3.toByte",
                "true",
                "\"\"",
                "new Exception(\"x\").getMessage",
                "None: Option[Meter]"
            })
    void readsWhatTheProgramWouldSay(String code) {
        Ran ran = run(code);

        assertThat(ran.piece()).isInstanceOf(DirectResult.class);
        assertThat(ran.text()).isEqualTo(asProgram(ran.request()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Meter(2)",
                "val way: Meter = new Meter(3)",
                "class Second(val n: Long) extends AnyVal",
                "object Units { class Litre(val n: Int) extends AnyVal }"
            })
    void leavesValueClassesToTheProgram(String code) {
        assertThat(run(code).piece()).isInstanceOf(CompiledResult.class);
    }

    @Test
    void noProgramKeepsTheTextThatItMade() throws Exception {
        IMain.ReadEvalPrint line = run("new Meter(5)").request().lineRep();

        Class<?> program = Class.forName(line.evalClass().getName() + "$", false, shell.classLoader());

        assertThat(program.getDeclaredFields()).extracting(Field::getType).doesNotContain(String.class);
    }

    @Test
    void showsAValueClassAsItsOwn() {
        assertThat(run("val height = new Meter(4)").text()).contains(": Meter = 4.0 m");
    }

    @Test
    void readsOnlyCodeThatItKnows() {
        String path = "$line3.$read.INSTANCE.$iw";
        String value = " + \"val x: Int\" + \" = \" + _root_.scala.runtime.ScalaRunTime.replStringOf(%s, 1000)";

        assertThat(ResultParts.of(value.formatted(path + ".x"), path))
                .contains(List.of(
                        new ResultPart.Text("val x: Int"),
                        new ResultPart.Text(" = "),
                        new ResultPart.Value("x", 1000)));
        assertThat(ResultParts.of(value.formatted("$line4.$read.INSTANCE.$iw.x"), path))
                .isEmpty();
        assertThat(ResultParts.of(value.formatted(path + ".x.y"), path)).isEmpty();
        assertThat(ResultParts.of(" + f\"x\"", path)).isEmpty();
        assertThat(ResultParts.of(" + \"\\x\"", path)).isEmpty();
        assertThat(ResultParts.of(" + \"open", path)).isEmpty();
        assertThat(ResultParts.of("", path)).contains(List.of());
    }
}
