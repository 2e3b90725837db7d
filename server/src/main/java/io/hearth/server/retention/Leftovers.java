package io.hearth.server.retention;

import java.util.List;

/** The rows of what may be removed. Every call is a transaction of its own, or several small ones. Thread-safe. */
public interface Leftovers {

    /** Ids of sessions that have been over since then or before, those that ended first in front. */
    List<String> sessionsOver(long since, int atMost);

    /** Removes a session that is over with all rows that speak of it, little by little, its own row last. Whether it was there. */
    boolean removeSession(String id);

    /** Removes drivers that were gone by then and that no session names. Tells how many. */
    int removeDrivers(long since, int atMost);

    /** Removes what requests with a key have made, when the time of the key is over. Tells how many. */
    int removeRequestKeys(long now, int atMost);
}
