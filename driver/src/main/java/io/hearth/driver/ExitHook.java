package io.hearth.driver;

import io.hearth.api.EndCause;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs when the JVM ends by other hands than {@link DriverExit}, and finds out whose: the thread that ends a JVM stands in
 * {@code Shutdown.exit} while the hooks run.
 */
final class ExitHook implements Runnable {

    private final DriverExit exit;
    private final Supplier<Path> localDirectory;

    /** @param localDirectory where Spark keeps its blocks, once it starts */
    ExitHook(DriverExit exit, Supplier<Path> localDirectory) {
        this.exit = exit;
        this.localDirectory = localDirectory;
    }

    @Override
    public void run() {
        if (exit.isAsked()) {
            return;
        }
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            if (calls(entry.getValue(), "java.lang.Shutdown")) {
                endedBy(entry.getKey(), entry.getValue());
                return;
            }
        }
        exit.foreignExit(EndCause.DRIVER_EXITED, "The JVM ended by itself.");
    }

    private void endedBy(Thread thread, StackTraceElement[] stack) {
        if (calls(stack, "java.lang.Terminator")) {
            exit.foreignExit(EndCause.DRIVER_KILLED, "The process was sent a signal to terminate.");
        } else if (calls(stack, "org.apache.spark.util.SparkUncaughtExceptionHandler")) {
            exit.foreignExit(
                    EndCause.DRIVER_EXITED, "Spark ended the process after an error in thread " + thread.getName());
        } else if (calls(stack, "org.apache.spark.storage.DiskBlockManager")) {
            StartFailure refusal = LocalDirectory.refusal(localDirectory.get());
            exit.foreignExit(refusal.cause(), refusal.detail());
        } else {
            exit.foreignExit(EndCause.USER_CODE_EXITED, "System.exit was called in thread " + thread.getName());
        }
    }

    private static boolean calls(StackTraceElement[] stack, String classPrefix) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(classPrefix));
    }
}
