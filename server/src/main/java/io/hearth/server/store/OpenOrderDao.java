package io.hearth.server.store;

import io.hearth.server.session.OpenOrders;
import io.hearth.server.session.OpenOrders.Held;
import io.hearth.server.session.OpenOrders.InDriver;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

interface OpenOrderDao {

    default OpenOrders of(String gateway) {
        return new OpenOrders(
                toWake(gateway),
                inDriver(gateway),
                toOpen(gateway),
                toEnd(gateway),
                toDiscard(gateway),
                waits(),
                linked(gateway),
                kept(gateway));
    }

    @SqlQuery("""
            select s.driver_id, s.id as session_id from driver d join session s on s.driver_id = d.id
            where d.link = :gateway and d.ended_at = 0 and s.state = 'IDLE'
                and exists (select 1 from statement t where t.session_id = s.id and t.state = 'WAITING')
            """)
    @RegisterConstructorMapper(Held.class)
    List<Held> toWake(String gateway);

    @SqlQuery("""
            select s.driver_id, t.session_id, t.number, t.state from driver d
            join session s on s.driver_id = d.id
            join statement t on t.session_id = s.id and t.state in ('RUNNING', 'CANCELLING')
            where d.link = :gateway and d.ended_at = 0 and s.state = 'BUSY'
            """)
    @RegisterConstructorMapper(InDriver.class)
    List<InDriver> inDriver(String gateway);

    @SqlQuery("""
            select s.driver_id, s.id as session_id from driver d join session s on s.driver_id = d.id
            where d.link = :gateway and d.ended_at = 0 and d.pool_state = 'TAKEN' and s.state = 'STARTING'
            """)
    @RegisterConstructorMapper(Held.class)
    List<Held> toOpen(String gateway);

    @SqlQuery("""
            select distinct d.id from driver d left join session s on s.driver_id = d.id
            where d.ended_at = 0 and (d.link = :gateway or d.keeper = :gateway)
                and (d.ending_cause is not null or s.state = 'SHUTTING_DOWN')
            """)
    List<String> toEnd(String gateway);

    @SqlQuery("select id from driver where ended_at = 0 and keeper = :gateway and pool_state = 'DROPPED'")
    List<String> toDiscard(String gateway);

    @SqlQuery("select id from driver where ended_at = 0 and link = :gateway")
    List<String> linked(String gateway);

    @SqlQuery("select id from driver where ended_at = 0 and keeper = :gateway")
    List<String> kept(String gateway);

    @SqlQuery("select exists (select 1 from session where is_open = true and state = 'NOT_STARTED')")
    boolean waits();
}
