package io.hearth.server.store;

import io.hearth.api.EndCause;
import io.hearth.server.session.Driver;
import io.hearth.server.session.ProcessReference;
import org.jspecify.annotations.Nullable;

/** The optional parts of a driver as columns, all null when a part is absent. */
record DriverChanges(
        @Nullable Long pid,
        @Nullable Long processStartedAt,
        @Nullable EndCause endingCause,
        @Nullable String endingDetail) {

    static DriverChanges of(Driver driver) {
        ProcessReference process = driver.process();
        Driver.Ending ending = driver.ending();
        return new DriverChanges(
                process == null ? null : process.pid(),
                process == null ? null : process.startedAt(),
                ending == null ? null : ending.cause(),
                ending == null ? null : ending.detail());
    }
}
