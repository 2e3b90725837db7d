package io.hearth.server.store;

import io.hearth.server.auth.AuthorityRow;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface AuthorityDao extends AuthorityRow {

    @Override
    default void lock() {
        lockRow();
    }

    @SqlQuery("select id from authority where id = 1 for update")
    int lockRow();

    @Override
    @SqlQuery("select master_key_check from authority where id = 1 and master_key_check is not null")
    Optional<String> masterKeyCheck();

    @Override
    @SqlUpdate("update authority set master_key_check = :check where id = 1")
    void writeMasterKeyCheck(String check);
}
