package io.hearth.server.store;

import io.hearth.server.session.GatewayRows;
import io.hearth.server.session.Peer;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

interface GatewayDao extends GatewayRows {

    @Override
    @SqlUpdate("""
            insert into gateway (id, machine, boot, pid, process_started_at, address, certificate, memory_bytes, beats)
            values (:id, :machine.id, :machine.boot, :process.pid, :process.startedAt, :address, :certificate,
                :memoryBytes, :beats)
            """)
    void insert(@BindMethods Peer gateway);

    @Override
    @SqlUpdate("update gateway set address = :address, certificate = :certificate where id = :id")
    void announce(String id, String address, @Nullable String certificate);

    @Override
    @SqlQuery("select * from gateway order by place")
    List<Peer> alive();

    @Override
    default boolean beat(String id) {
        return countBeat(id) == 1;
    }

    @SqlUpdate("update gateway set beats = beats + 1 where id = :id")
    int countBeat(String id);

    @Override
    default boolean hold(String id) {
        return share(id).isPresent();
    }

    @SqlQuery("select id from gateway where id = :id for share")
    Optional<String> share(String id);

    @Override
    @SqlUpdate("delete from gateway where id = :id")
    void remove(String id);

    @Override
    default boolean removeSilent(String id, long beats) {
        return removeUnchanged(id, beats) == 1;
    }

    @SqlUpdate("delete from gateway where id = :id and beats = :beats")
    int removeUnchanged(String id, long beats);

    @Override
    @SqlUpdate("delete from gateway")
    void removeAll();
}
