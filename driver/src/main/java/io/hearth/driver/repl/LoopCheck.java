package io.hearth.driver.repl;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * What the shell's classes call before every jump back and at the start of every method, see {@link LoopRewriter}.
 *
 * <p>The call goes through a call site whose target the compiler of the JVM takes for a constant: nothing is left of it in
 * compiled code, which stays free to unroll loops and to keep values in registers. Another target makes the JVM throw that
 * code away, at the latest at its next safepoint. A flag would have to be volatile, and be read each time around.
 *
 * <p>Static because the code that it is called from knows no object; one per process, like the threads that it stops.
 */
public final class LoopCheck {

    private static final MethodType NOTHING = MethodType.methodType(void.class);
    private static final MutableCallSite SITE = new MutableCallSite(MethodHandles.empty(NOTHING));
    private static final MethodHandle TEST = SITE.dynamicInvoker();
    private static final MethodHandle RUN = run();

    private LoopCheck() {}

    /** Does nothing, or what was last armed, on the calling thread. */
    public static void test() throws Throwable {
        TEST.invokeExact();
    }

    /** From now on, every thread that runs code of the shell calls this, which throws where the code is to end. */
    public static void arm(Runnable check) {
        aim(RUN.bindTo(check));
    }

    /** Lets all code run again. */
    public static void disarm() {
        aim(MethodHandles.empty(NOTHING));
    }

    private static MethodHandle run() {
        try {
            return MethodHandles.publicLookup().findVirtual(Runnable.class, "run", NOTHING);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static void aim(MethodHandle target) {
        SITE.setTarget(target);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }
}
