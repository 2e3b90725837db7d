package io.hearth.driver.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells and what they print. All share one shell, as the statements of a session do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class ScalaReplTest {

    private Shell shell;

    @BeforeAll
    void start(@TempDir Path directory) {
        shell = new Shell(directory);
    }

    @AfterAll
    void stop() {
        shell.close();
    }

    static Stream<Arguments> cells() {
        return Stream.of(
                arguments("val a = 0 ", "a: Int = 0"),
                arguments("var x: Int = 1\nx = 2\nx + 0", "var x: Int = 1\n// mutated x\nres#: Int = 2"),
                arguments(
                        "lazy val y = { println(\"now\"); 3 }\ny",
                        "lazy val y: Int // unevaluated\nnow\nres#: Int = 3"),
                arguments("val (p, q) = (1, \"two\")", "p: Int = 1\nq: String = two"),
                arguments("val Seq(h, t @ _*) = Seq(1, 2, 3)", "h: Int = 1\nt: Seq[Int] = List(2, 3)"),
                arguments("println(\"val hello\"); 5", "val hello\nres#: Int = 5"),
                arguments("val s = \"val a\\nval b\"", "s: String =\nval a\nval b"),
                arguments("print(\"no line end \"); 3", "no line end res#: Int = 3"),
                arguments("", ""),
                arguments(" \n\n", ""),
                arguments("// only a comment\n/* and another */", ""),
                arguments("def twice(n: Int) = n * 2", "def twice(n: Int): Int"),
                arguments(
                        "import scala.collection.mutable.{Map => MMap}", "import scala.collection.mutable.{Map=>MMap}"),
                arguments("type Id = Long", "type Id"),
                arguments("class Plain; trait Some_; object Alone", "class Plain\ntrait Some_\nobject Alone"),
                arguments("val f = (n: Int) => n + 1\nf(1)", "f: Int => Int = $Lambda$#\nres#: Int = 2"),
                arguments(
                        "case class Row2(a: Int, b: String); Seq(Row2(1, \"x\")).toDS.show()",
                        "class Row2\nwarning: 1 deprecation (since 2.13.3)\n"
                                + "+---+---+\n|  a|  b|\n+---+---+\n|  1|  x|\n+---+---+"),
                arguments(
                        "class Money(val cents: Long)\nobject Money { def apply(c: Long) = new Money(c) }\nMoney(5).cents",
                        "class Money\nobject Money\nres#: Long = 5"),
                arguments(
                        "sealed trait Shape\ncase class Disc(r: Int) extends Shape\ncase object Dot extends Shape\n"
                                + "(Disc(1): Shape) match { case Disc(r) => r; case Dot => 0 }",
                        "trait Shape\nclass Disc\nobject Dot\nres#: Int = 1"),
                arguments(
                        "def even(n: Int): Boolean = n == 0 || odd(n - 1)\ndef odd(n: Int): Boolean = n != 0 && even(n - 1)\neven(7)",
                        "def even(n: Int): Boolean\ndef odd(n: Int): Boolean\nres#: Boolean = false"),
                arguments("def g = 1\ndef g = 2\ng", "def g: Int\ndef g: Int\nres#: Int = 2"),
                arguments(
                        "implicit class Doubled(n: Int) { def doubled = n * 2 }\n4.doubled",
                        "class Doubled\nres#: Int = 8"),
                arguments(
                        "class Meters(val v: Double) extends AnyVal\nnew Meters(2.0).v",
                        "class Meters\nres#: Double = 2.0"),
                arguments(
                        "@scala.annotation.tailrec\ndef down(n: Int): Int = if (n == 0) 0 else down(n - 1)\ndown(9)",
                        "def down(n: Int): Int\nres#: Int = 0"),
                arguments(
                        "for {\n  i <- 1 to 2\n  j <- 1 to 2\n} yield i * j",
                        "res#: IndexedSeq[Int] = Vector(1, 2, 2, 4)"),
                arguments("s\"${ if (true) \"yes {\" else \"}\" } and ${a}\"", "res#: String = yes { and 0"),
                arguments("val größe = 3; val 名前 = \"東京 𝄞\"", "größe: Int = 3\n名前: String = 東京 𝄞"),
                arguments("spark.range(10)\n  .filter($\"id\" > 3)\n  .count()", "res#: Long = 6"),
                arguments("sql(\"select 2 as two\").as[Int].collect()", "res#: Array[Int] = Array(2)"),
                arguments("val k = 3\nsc.parallelize(1 to 4).map(_ * k).sum()", "k: Int = 3\nres#: Double = 30.0"),
                arguments(
                        "val plus = (n: Long) => n + 1\nval u = udf(plus)\nspark.range(2).select(u(col(\"id\"))).as[Long].collect().toList",
                        "plus: Long => Long = $Lambda$#\nu: org.apache.spark.sql.expressions.UserDefinedFunction = #\nres#: List[Long] = List(1, 2)"),
                arguments(
                        "System.out.println(\"java\"); System.err.println(\"err\"); Console.err.println(\"scala err\")",
                        "java\nerr\nscala err"),
                arguments(
                        "val thread = new Thread(() => println(\"inside\")); thread.start(); thread.join()",
                        "thread: Thread = Thread[#]\ninside"),
                arguments(
                        "scala.concurrent.Await.result(scala.concurrent.Future(println(\"pool\"))(scala.concurrent.ExecutionContext.global), scala.concurrent.duration.Duration.Inf)",
                        "pool"),
                arguments("1 // show", "res#: Int = 1"),
                arguments("val a = \"again\"", "a: String = again"),
                arguments("a", "res#: String = again"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void printsWhatTheShellPrints(String cell, String expected) {
        Shell.Ran ran = shell.run(cell);
        assertThat(ran.result()).isEqualTo(new CellResult.Completed());
        String pattern = "\\Q" + expected.replace("#", "\\E.*\\Q") + "\\E";
        assertThat(ran.text()).matches(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import scala.util.Try",
                "import scala.util.Try\nclass A(val x: Int) { println(x) }\nobject A { val loaded = 1 }",
                "/** Says something. */\nsealed trait Shape\ncase class Disc(r: Int) extends Shape; case object Dot extends Shape",
                "type Id = Long\n@scala.annotation.tailrec def down(n: Int): Int = if (n == 0) 0 else down(n - 1)",
                "implicit class Doubled(n: Int) { def doubled = n * 2 }",
                "// nothing",
                ""
            })
    void tellsCellsThatOnlyDefine(String cell) {
        assertThat(shell.definesOnly(cell)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "val x = 1",
                "lazy val x = 1",
                "var x = 1",
                "val (a, b) = (1, 2)",
                "class A\nnew A",
                "def f = 1; f",
                "println(\"def f = 1\")",
                "import scala.util.Try; Try(1)",
                "{ def f = 1 }",
                "def f = ",
                "def f = 1 }",
                "no scala at all ("
            })
    void tellsCellsThatDoMoreThanDefine(String cell) {
        assertThat(shell.definesOnly(cell)).isFalse();
    }

    @Test
    void aCompileErrorNamesLinesOfTheCellAndKeepsWhatCameBefore() {
        Shell.Ran ran = shell.run("val kept = 1\nval wrong: Int = \"text\"\nprintln(\"never\")");
        assertThat(ran.text()).isEqualTo("kept: Int = 1");
        assertThat(ran.result())
                .isEqualTo(new CellResult.Rejected(
                        "type mismatch;\n found   : String(\"text\")\n required: Int",
                        java.util.List.of(
                                "<console>:2: error: type mismatch;",
                                " found   : String(\"text\")",
                                " required: Int",
                                "val wrong: Int = \"text\"",
                                "                 ^")));
        assertThat(shell.run("kept").text()).endsWith(": Int = 1");
    }

    @Test
    void incompleteCodeIsAnErrorAndNothingOfItRuns() {
        Shell.Ran ran = shell.run("println(\"never\")\nList(1, 2).map(_ * 2");
        assertThat(ran.text()).isEmpty();
        assertThat(ran.result())
                .isInstanceOfSatisfying(
                        CellResult.Rejected.class,
                        rejected -> assertThat(rejected.message()).contains("eof"));
    }

    @Test
    void anExceptionKeepsWhatWasPrintedAndShowsOnlyTheUsersFrames() {
        Shell.Ran ran = shell.run("def divide(n: Int): Int = 10 / n\nprintln(\"before\")\nval half = divide(0)");
        assertThat(ran.text()).isEqualTo("def divide(n: Int): Int\nbefore");
        Throwable cause = thrown(ran);
        assertThat(Traceback.of(cause))
                .containsExactly(
                        "java.lang.ArithmeticException: / by zero", "  at divide(<console>:1)", "  at <console>:3");
        assertThat(shell.run("half").result()).isInstanceOf(CellResult.Rejected.class);
        assertThat(shell.run("divide(5)").text()).endsWith(": Int = 2");
    }

    @Test
    void afterTheGateClosesNothingMoreIsCompiled() {
        ClosingGate gate = new ClosingGate(2);
        Shell.Ran ran = shell.run("val first = 1\nval second = 2\nval third: Int = \"does not compile\"", gate);
        assertThat(ran.result()).isEqualTo(new CellResult.Stopped());
        assertThat(ran.text()).isEqualTo("first: Int = 1\nsecond: Int = 2");
    }

    /** Closes once so many pieces ran. */
    private static final class ClosingGate implements ExecutionGate {

        private int left;

        ClosingGate(int pieces) {
            this.left = pieces;
        }

        @Override
        public boolean isClosed() {
            return left == 0;
        }

        @Override
        public boolean enter() {
            return left > 0;
        }

        @Override
        public void leave() {
            left--;
        }
    }

    @Test
    void causesAreShown() {
        Throwable cause = thrown(shell.run("throw new Exception(\"outer\", new IllegalStateException(\"inner\"))"));
        assertThat(Traceback.of(cause))
                .contains("java.lang.Exception: outer", "Caused by: java.lang.IllegalStateException: inner");
    }

    @ParameterizedTest
    @MethodSource("survivableErrors")
    void errorsThatEndAThreadEndOnlyTheStatement(String cell, Class<?> type) {
        assertThat(thrown(shell.run(cell))).isInstanceOf(type);
        assertThat(shell.run("1 + 1").text()).endsWith(": Int = 2");
    }

    static Stream<Arguments> survivableErrors() {
        return Stream.of(
                arguments("def deep(n: Int): Int = 1 + deep(n + 1)\ndeep(0)", StackOverflowError.class),
                arguments("new Array[Byte](Int.MaxValue)", OutOfMemoryError.class),
                arguments("???", scala.NotImplementedError.class),
                arguments("(1: Any) match { case \"x\" => 1 }", scala.MatchError.class),
                arguments("throw new NoClassDefFoundError(\"gone\")", NoClassDefFoundError.class),
                arguments("object Bad { val x: Int = sys.error(\"init\") }\nBad.x", RuntimeException.class),
                arguments("sc.parallelize(Seq(0)).map(1 / _).collect()", org.apache.spark.SparkException.class));
    }

    @Test
    void aWarningIsPrintedWithItsPlace() {
        assertThat(shell.run("val one = 1\nOption(one) match { case Some(n) => n }")
                        .text())
                .matches("(?s)one: Int = 1\n<console>:2: warning: match may not be exhaustive\\..*: Int = 1");
    }

    @Test
    void aLongStringIsShownAsAWhole() {
        assertThat(shell.run("\"x\" * 50000").text()).matches("res\\d+: String = x{50000}");
        assertThat(shell.run("val lines = \"12345 \\n\" * 10000").text())
                .isEqualTo("lines: String =\n\"" + "12345\n".repeat(10_000) + "\"");
        assertThat(shell.run("val (n, s) = (1, \"x\" * 50000)").text()).matches("n: Int = 1\ns: String = x{50000}");
    }

    @Test
    void otherLongValuesAreCutByTheShellWhichSaysSo() {
        assertThat(shell.run("(1 to 100000).toList").text())
                .hasSizeLessThan(900)
                .endsWith("...");
        assertThat(shell.run("Some(\"x\" * 100000)").text())
                .hasSizeLessThan(900)
                .endsWith("...");
        assertThat(shell.run("val (l, t) = ((1 to 3000).toList, \"x\" * 5000)").text())
                .hasSizeLessThan(900)
                .endsWith("...");
    }

    @Test
    void whatAStatementPrintsIsBounded() {
        assertThat(shell.run("(1 to 100).foreach(_ => print(\"y\" * 100000))").text())
                .hasSizeBetween(65_536, 65_700)
                .endsWith(" more bytes are not shown");
    }

    private static Throwable thrown(Shell.Ran ran) {
        assertThat(ran.result()).isInstanceOf(CellResult.Thrown.class);
        return ((CellResult.Thrown) ran.result()).cause();
    }
}
