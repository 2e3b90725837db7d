package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.channel.ExitCode;
import io.hearth.server.session.Driver.Ending;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the named cause of an exit that nobody asked for, from what each witness knows. */
final class ExitCauses {

    /** Signals by which a process reports its own fault: ILL, TRAP, ABRT, BUS, FPE, SEGV. */
    private static final Set<Integer> FAULTS = Set.of(4, 5, 6, 7, 8, 11);

    private static final int SIGNALLED = 128;

    private ExitCauses() {}

    /** As {@link #of(SessionState, Ending, DriverExit)}, for the driver that a session has now. */
    static Ending of(Session session, @Nullable Ending said, DriverExit exit) {
        return of(Replacement.isToLaunch(session) ? SessionState.STARTING : session.state(), said, exit);
    }

    /** @param said what the driver or the gateway announced before; null for nothing */
    static Ending of(SessionState before, @Nullable Ending said, DriverExit exit) {
        Ending announced = said == null ? exit.announced() : said;
        Integer code = exit.code();
        int signal = code == null ? 0 : Math.max(0, code - SIGNALLED);
        // A terminated JVM runs its exit hooks, which then cannot tell the signal from a call of System.exit.
        if (announced != null && !(signal > 0 && announced.cause() == EndCause.USER_CODE_EXITED)) {
            boolean couldNotStart = before == SessionState.STARTING && announced.cause() == EndCause.DRIVER_EXITED;
            return new Ending(couldNotStart ? EndCause.LAUNCH_FAILED : announced.cause(), withCode(announced, code));
        }
        if (signal > 0) {
            return new Ending(
                    FAULTS.contains(signal) ? EndCause.DRIVER_CRASHED : EndCause.DRIVER_KILLED, "signal " + signal);
        }
        if (code != null && code == ExitCode.OUT_OF_MEMORY) {
            return new Ending(EndCause.DRIVER_OUT_OF_MEMORY, "");
        }
        if (before == SessionState.STARTING) {
            return notStarted(code, exit.detail());
        }
        // A JVM that ends by itself leaves word; one that is gone without was killed, though nobody saw the signal.
        return code == null
                ? new Ending(EndCause.DRIVER_KILLED, exit.detail())
                : new Ending(EndCause.DRIVER_EXITED, "exit code " + code);
    }

    private static Ending notStarted(@Nullable Integer code, String detail) {
        if (code == null) {
            return new Ending(EndCause.LAUNCH_FAILED, detail);
        }
        return new Ending(
                code == ExitCode.NO_SPACE ? EndCause.NO_SPACE : EndCause.LAUNCH_FAILED,
                detail.isEmpty() ? "exit code " + code : "exit code " + code + ": " + detail);
    }

    private static String withCode(Ending said, @Nullable Integer code) {
        if (said.cause() != EndCause.USER_CODE_EXITED || code == null) {
            return said.detail();
        }
        return said.detail().isEmpty() ? "exit code " + code : said.detail();
    }
}
