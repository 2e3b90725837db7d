package io.hearth.server.packages;

import java.util.List;

/**
 * A module of the system, which sessions name in {@code modules}.
 *
 * @param name for example {@code sys.datasource.rds}
 * @param resources the names of the files it consists of
 * @param createdAt milliseconds since the epoch
 * @param updatedAt milliseconds since the epoch
 */
public record Module(
        String name,
        String type,
        PackageStatus status,
        String description,
        List<String> resources,
        long createdAt,
        long updatedAt) {

    public Module {
        resources = List.copyOf(resources);
    }
}
