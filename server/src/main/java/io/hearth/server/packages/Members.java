package io.hearth.server.packages;

/** Who has to do with a project. Thread-safe. */
public interface Members {

    /** @param user the name, in lower case */
    boolean isMember(String projectId, String user);
}
