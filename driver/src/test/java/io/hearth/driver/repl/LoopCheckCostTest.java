package io.hearth.driver.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check of loops costs code that nobody stops. The bound leaves room for a machine that is busy otherwise. */
class LoopCheckCostTest {

    private static final int PAIRS = 40;
    private static final double MOST = 1.25;

    /** A class as the shell compiles it, with checks. */
    private static final class Checked extends ClassLoader {

        Checked() {
            super(Loops.class.getClassLoader());
        }

        Loops loops(String name) throws Exception {
            String full = Loops.class.getName() + "$" + name;
            byte[] bytes = LoopRewriter.rewrite(read(full));
            return defineClass(full, bytes, 0, bytes.length)
                    .asSubclass(Loops.class)
                    .getDeclaredConstructor()
                    .newInstance();
        }

        private static byte[] read(String name) throws IOException {
            try (InputStream in = Loops.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                return in.readAllBytes();
            }
        }
    }

    /** Loops that the JVM makes fast: unrolled, with vectors, with calls that are inlined. */
    public interface Loops {

        long run(int[] data);

        /** One multiplication a turn. */
        final class Tight implements Loops {
            @Override
            public long run(int[] data) {
                long n = 1;
                for (long i = 0; i < 20_000_000L; i++) {
                    n = n * 6364136223846793005L + i;
                }
                return n;
            }
        }

        /** What vector instructions do. */
        final class Vector implements Loops {
            @Override
            public long run(int[] data) {
                for (int round = 0; round < 4_000; round++) {
                    for (int i = 0; i < data.length; i++) {
                        data[i] = data[i] * 3 + round;
                    }
                }
                return data[0];
            }
        }

        /** A call of a small function a turn. */
        final class Calls implements Loops {
            @Override
            public long run(int[] data) {
                IntBinaryOperator add = (left, right) -> left ^ right;
                int n = 0;
                for (int round = 0; round < 4_000; round++) {
                    for (int item : data) {
                        n = add.applyAsInt(n, item);
                    }
                }
                return n;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tight", "Vector", "Calls"})
    void isNextToNothing(String name) throws Exception {
        Loops plain = Class.forName(Loops.class.getName() + "$" + name)
                .asSubclass(Loops.class)
                .getDeclaredConstructor()
                .newInstance();
        Loops checked = new Checked().loops(name);
        int[] data = new int[4_096];
        LongUnaryOperator time = which -> {
            long begin = System.nanoTime();
            (which == 0 ? plain : checked).run(data);
            return System.nanoTime() - begin;
        };
        long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
        LongStream.range(0, PAIRS * 2)
                .forEach(turn -> best[(int) turn % 2] = Math.min(best[(int) turn % 2], time.applyAsLong(turn % 2)));
        double ratio = (double) best[1] / best[0];
        System.out.printf(
                "%s: plain %.2f ms, checked %.2f ms, ratio %.3f%n", name, best[0] / 1e6, best[1] / 1e6, ratio);
        assertThat(ratio).isLessThan(MOST);
    }
}
