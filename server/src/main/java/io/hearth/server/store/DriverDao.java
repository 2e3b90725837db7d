package io.hearth.server.store;

import io.hearth.api.EndCause;
import io.hearth.server.session.Driver;
import io.hearth.server.session.DriverRows;
import io.hearth.server.session.ProcessReference;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

interface DriverDao extends DriverRows {

    @Override
    @SqlUpdate("""
            insert into driver (id, secret_hash, epoch, applied_sequence, memory_bytes, work_directory, launched_at,
                detached_at, ended_at)
            values (:id, :secretHash, :epoch, :appliedSequence, :memoryBytes, :workDirectory, :launchedAt,
                :detachedAt, :endedAt)
            """)
    void insert(@BindMethods Driver driver);

    @Override
    @SqlQuery("select * from driver where id = :id")
    Optional<Driver> find(String id);

    @Override
    @SqlQuery("select * from driver where id = :id for update")
    Optional<Driver> lock(String id);

    @Override
    default void update(Driver driver) {
        ProcessReference process = driver.process();
        Driver.Ending ending = driver.ending();
        update(
                driver,
                process == null ? null : process.pid(),
                process == null ? null : process.startedAt(),
                ending == null ? null : ending.cause(),
                ending == null ? null : ending.detail());
    }

    @SqlUpdate("""
            update driver set epoch = :epoch, applied_sequence = :appliedSequence, detached_at = :detachedAt,
                ended_at = :endedAt, pid = :pid, process_started_at = :processStartedAt, ending_cause = :endingCause,
                ending_detail = :endingDetail
            where id = :id
            """)
    void update(
            @BindMethods Driver driver,
            @Nullable Long pid,
            @Nullable Long processStartedAt,
            @Nullable EndCause endingCause,
            @Nullable String endingDetail);

    @Override
    @SqlQuery("select * from driver where ended_at = 0 order by launched_at, id")
    List<Driver> alive();

    @Override
    @SqlQuery("""
            select id from driver
            where ended_at = 0 and epoch > 0 and detached_at > 0 and detached_at < :before
            """)
    List<String> detachedSince(long before);
}
