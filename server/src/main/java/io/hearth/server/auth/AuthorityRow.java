package io.hearth.server.auth;

import java.util.Optional;

/** The one row that there is always: what stands for the whole of users, projects and roles. */
public interface AuthorityRow {

    /** Until the end of the transaction nobody else changes users, projects, roles or access keys. */
    void lock();

    /** What tells whether a master key is the one that secrets are encrypted with; empty until the first start. */
    Optional<String> masterKeyCheck();

    void writeMasterKeyCheck(String check);
}
