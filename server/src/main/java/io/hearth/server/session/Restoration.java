package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.server.session.Driver.Ending;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a session whose driver died and was replaced.
 *
 * @param count how often its driver was replaced
 * @param times when, milliseconds since the epoch, oldest first: the latest ones, as many as may be within the hour
 * @param progress how far the latest one is
 * @param cause why its driver died the last time
 * @param causeDetail the particulars, possibly empty
 * @param restored which statements ran again
 * @param lost which did not
 */
public record Restoration(
        int count,
        List<Long> times,
        Progress progress,
        EndCause cause,
        String causeDetail,
        Numbers restored,
        Losses lost) {

    /** No more than these are told by their numbers. */
    static final int MOST_TOLD = 100;

    /** How often in an hour the driver of a session is replaced. A driver that dies this often dies of what it is asked. */
    static final int MOST_IN_AN_HOUR = 3;

    private static final long HOUR_MILLIS = 3_600_000;

    /** How far it is. */
    public enum Progress {
        UNDER_WAY,
        DONE,
        /** The session ended before the new driver was ready. */
        FAILED
    }

    /** So many statements, of which the first are told. */
    public record Numbers(int count, List<Integer> first) {}

    /** So many statements, of which the first are told. */
    public record Losses(int count, List<Loss> first) {}

    /** That a statement is not restored. */
    public record Loss(int statement, String reason) {}

    public Restoration {
        times = List.copyOf(times);
    }

    /** When the latest one began, milliseconds since the epoch. */
    public long at() {
        return times.get(times.size() - 1);
    }

    boolean isUnderWay() {
        return progress == Progress.UNDER_WAY;
    }

    static Restoration first(Ending ending, long now) {
        return new Restoration(
                1,
                List.of(now),
                Progress.UNDER_WAY,
                // A gateway of the version before may read it.
                ending.cause().broad(),
                ending.detail(),
                new Numbers(0, List.of()),
                new Losses(0, List.of()));
    }

    /** Whether there were as many within the hour as may be. */
    boolean isEnough(long now) {
        return times.stream().filter(time -> time > now - HOUR_MILLIS).count() >= MOST_IN_AN_HOUR;
    }

    Restoration again(Ending ending, long now) {
        List<Long> latest =
                new ArrayList<>(times.subList(Math.max(0, times.size() - MOST_IN_AN_HOUR + 1), times.size()));
        latest.add(now);
        Restoration anew = first(ending, now);
        return new Restoration(
                count + 1, latest, anew.progress, anew.cause, anew.causeDetail, anew.restored, anew.lost);
    }

    /** What it is of a session that is over: what was under way then never came to its end. */
    public Restoration over() {
        return isUnderWay() ? new Restoration(count, times, Progress.FAILED, cause, causeDetail, restored, lost) : this;
    }

    Restoration done(List<Integer> ranAgain, List<Loss> losses) {
        return new Restoration(
                count,
                times,
                Progress.DONE,
                cause,
                causeDetail,
                new Numbers(ranAgain.size(), beginning(ranAgain)),
                new Losses(losses.size(), beginning(losses)));
    }

    private static <T> List<T> beginning(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(MOST_TOLD, all.size())));
    }
}
