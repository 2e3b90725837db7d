package io.hearth.driver.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectStreamClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of a real shell that heeds no interrupt, and what ends it. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoopCheckTest {

    private Path directory;
    private Shell shell;

    @BeforeAll
    void start(@TempDir Path classes) {
        directory = classes;
        shell = new Shell(directory);
        shell.run("""
                def spin(): Int = { var n = 0; while (n >= 0) n = (n + 1) & 0xffff; n }
                def twice(n: Int): Int = if (n == 0) 1 else twice(n - 1) + twice(n - 1)
                val kept = 7
                """);
    }

    @AfterAll
    void stop() {
        LoopCheck.disarm();
        shell.close();
    }

    /** Arms the check when the code has run for a while, long enough for the JVM to compile its loop. */
    private static final class Begun implements ExecutionGate {

        private final Stop stop = new Stop();

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public boolean enter() {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(
                    () -> LoopCheck.arm(stop), CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
            return true;
        }

        @Override
        public void leave() {}
    }

    private static final class Stop implements Runnable {

        private final Thread thread = Thread.currentThread();

        @Override
        public void run() {
            if (Thread.currentThread() == thread) {
                LoopCheckTest.<RuntimeException>stop(new StatementStopped());
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void stop(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "do {} while (true)",
                "while (true) try Thread.sleep(10) catch { case _: Throwable => }",
                "while (true) try { while (true) {} } catch { case _: Throwable => } finally { while (true) {} }",
                "spin()",
                "twice(1000)",
                "Iterator.continually(1).foreach(_ => ())",
                "Iterator.continually(1).map(_ + 1).filter(_ > 5).hasNext",
                "LazyList.from(1).foreach { n => if (n < 0) println(n) }",
                "new Iterator[Int] { def hasNext = true; def next() = 1 }.foreach(println)",
                "@annotation.tailrec def again(n: Int): Int = if (n < 0) n else again((n + 1) & 0xff); again(0)",
                "def loop(n: Int): Int = n match { case 0 => loop(1); case 1 => loop(2); case 2 => loop(0) }; loop(0)",
                "object Endless { while (true) {} }; Endless.toString",
                "class Endless { override def toString = { while (true) {}; \"\" } }; new Endless",
                "class Some { override def toString = Iterator.continually(1).find(_ < 0).toString }; List(new Some)",
                "val s = (1 to Int.MaxValue).iterator; var n = 0L; while (true) { for (i <- 1 to 100; j <- 1 to 100) n += i * j }"
            })
    void endsCodeThatWouldGoOnForEver(String code) {
        CellResult result = shell.run("{ " + code + " }", new Begun()).result();
        LoopCheck.disarm();
        assertThat(result)
                .isInstanceOfSatisfying(
                        CellResult.Thrown.class,
                        thrown -> assertThat(thrown.cause()).isInstanceOf(StatementStopped.class));
        assertThat(shell.run("kept + 1").text()).endsWith(": Int = 8");
    }

    @Test
    void leavesEverySerializedFormAsItIs() throws Exception {
        CellResult result = shell.run("""
                case class Point(x: Int, y: Int) { def far: Boolean = { var i = x; while (i > y) i -= 1; i == 0 } }
                val version = java.io.ObjectStreamClass.lookup(classOf[Point]).getSerialVersionUID
                val name = classOf[Point].getName
                """).result();
        assertThat(result).isInstanceOf(CellResult.Completed.class);
        String name = shell.run("print(name)").text().strip();
        ClassLoader plain = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> findClass(String wanted) throws ClassNotFoundException {
                Path file = directory.resolve(wanted.replace('.', '/') + ".class");
                try {
                    byte[] bytes = Files.readAllBytes(file);
                    return defineClass(wanted, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(wanted, e);
                }
            }
        };
        long version =
                ObjectStreamClass.lookup(Class.forName(name, false, plain)).getSerialVersionUID();
        assertThat(shell.run("print(version)").text().strip()).isEqualTo(String.valueOf(version));
    }

    @Test
    void endsACompilationAndLeavesTheCompilerUsable() {
        AtomicBoolean closed = new AtomicBoolean();
        ExecutionGate gate = new ExecutionGate() {
            @Override
            public boolean isClosed() {
                return closed.get();
            }

            @Override
            public boolean enter() {
                return true;
            }

            @Override
            public void leave() {}
        };
        shell.run("""
                class Leaf[A]
                implicit def one[A](implicit leaf: Leaf[A]): Leaf[(A, Int)] = new Leaf
                implicit def other[A](implicit leaf: Leaf[A]): Leaf[(A, Int)] = new Leaf
                """);
        String deep = "implicitly[Leaf[" + "(".repeat(40) + "Int" + ", Int)".repeat(40) + "]]";
        long begin = System.nanoTime();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(
                () -> closed.set(true), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        CellResult result = shell.run(deep, gate).result();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        closing.join();
        assertThat(result)
                .isInstanceOfSatisfying(
                        CellResult.Thrown.class,
                        thrown -> assertThat(thrown.cause()).isInstanceOf(StatementStopped.class));
        for (Map.Entry<String, String> cell : Map.of(
                        "kept + 2", ": Int = 9",
                        "List(3, 1, 2).sorted", ": List[Int] = List(1, 2, 3)",
                        "class Later { def g = new Leaf[Int] }; (new Later).g != null", ": Boolean = true",
                        "implicitly[Ordering[(Int, String)]] != null", ": Boolean = true")
                .entrySet()) {
            assertThat(shell.run(cell.getKey()).text()).endsWith(cell.getValue());
        }
    }
}
