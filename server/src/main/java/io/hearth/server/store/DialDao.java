package io.hearth.server.store;

import io.hearth.server.session.Driver;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What is asked whenever a driver dials. Apart from the other queries, because attaching costs by the method. */
interface DialDao {

    @SqlQuery("select * from driver where id = :id")
    Optional<Driver> driver(String id);
}
