package io.hearth.server.store;

import io.hearth.server.session.Driver;
import io.hearth.server.session.DriverRows;
import io.hearth.server.session.PoolState;
import io.hearth.server.session.Pooled;
import io.hearth.server.session.ProcessReference;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

interface DriverDao extends DriverRows {

    @Override
    default void insert(Driver driver) {
        insertRow(driver);
        Pooled pooled = driver.pooled();
        if (pooled != null) {
            insertPooled(driver.id(), pooled);
        }
    }

    @SqlUpdate("""
            insert into driver (id, secret_hash, epoch, applied_sequence, memory_bytes, work_directory, launched_at,
                detached_at, ended_at, keeper, machine, link)
            values (:id, :secretHash, :epoch, :appliedSequence, :memoryBytes, :workDirectory, :launchedAt,
                :detachedAt, :endedAt, :custody.keeper, :custody.machine, :custody.link)
            """)
    void insertRow(@BindMethods Driver driver);

    @SqlUpdate("""
            update driver set pool_state = :state, pool_project = :projectId, pool_queue = :queue, pool_jvm = :jvm,
                pool_compute_units = :computeUnits, pool_since = :since
            where id = :id
            """)
    void insertPooled(String id, @BindMethods Pooled pooled);

    @Override
    @SqlQuery("select * from driver where id = :id")
    Optional<Driver> find(String id);

    @Override
    @SqlQuery("select * from driver where id = :id <lock>")
    Optional<Driver> lock(String id);

    @Override
    default void update(Driver driver) {
        ProcessReference process = driver.process();
        Driver.Ending ending = driver.ending();
        Pooled pooled = driver.pooled();
        update(
                driver,
                process == null ? null : process.pid(),
                process == null ? null : process.startedAt(),
                StoredCause.broad(ending == null ? null : ending.cause()),
                StoredCause.exact(ending == null ? null : ending.cause()),
                ending == null ? null : ending.detail(),
                pooled == null ? null : pooled.state(),
                pooled == null ? null : pooled.since());
    }

    @SqlUpdate("""
            update driver set epoch = :epoch, applied_sequence = :appliedSequence, detached_at = :detachedAt,
                ended_at = :endedAt, pid = :pid, process_started_at = :processStartedAt, ending_cause = :endingCause,
                ending_exact_cause = :endingExactCause, ending_detail = :endingDetail, pool_state = :poolState,
                pool_since = :poolSince, keeper = :custody.keeper, machine = :custody.machine, link = :custody.link
            where id = :id
            """)
    void update(
            @BindMethods Driver driver,
            @Nullable Long pid,
            @Nullable Long processStartedAt,
            @Nullable String endingCause,
            @Nullable String endingExactCause,
            @Nullable String endingDetail,
            @Nullable PoolState poolState,
            @Nullable Long poolSince);

    @Override
    @SqlQuery("select * from driver where ended_at = 0 order by launched_at, id")
    List<Driver> alive();

    @Override
    @SqlQuery("""
            select * from driver
            where ended_at = 0 and pool_state in ('WARMING', 'READY') order by launched_at, id
            """)
    List<Driver> inPool();

    @Override
    @SqlQuery("""
            select * from driver d
            where d.ended_at = 0 and (not exists (select 1 from gateway k where k.id = d.keeper)
                or (d.link is not null and not exists (select 1 from gateway l where l.id = d.link)))
            order by d.launched_at, d.id
            """)
    List<Driver> orphaned();

    @Override
    @SqlQuery("""
            select id from driver
            where ended_at = 0 and epoch > 0 and detached_at > 0 and detached_at < :before
            """)
    List<String> detachedSince(long before);
}
