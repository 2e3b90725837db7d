package io.hearth.server.store;

import io.hearth.server.packages.PackageGroup;
import io.hearth.server.packages.PackageRows;
import io.hearth.server.packages.PendingUpload;
import io.hearth.server.packages.StoredPackage;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

interface PackageDao extends PackageRows {

    @Override
    default void lockChanges() {
        lockRow();
    }

    @SqlQuery("select id from package_lock where id = 1 for update")
    int lockRow();

    @Override
    @SqlQuery("select * from package where project_id = :projectId and group_name = :group and name = :name")
    Optional<StoredPackage> find(String projectId, String group, String name);

    @Override
    @SqlQuery("select * from package where project_id = :projectId and group_name = :group order by name")
    List<StoredPackage> ofGroup(String projectId, String group);

    @Override
    @SqlQuery("select * from package where project_id = :projectId order by group_name, name")
    List<StoredPackage> ofProject(String projectId);

    @Override
    @SqlQuery("select * from package where status = 'UPLOADING' order by updated_at, project_id, group_name, name")
    List<StoredPackage> uploading();

    @Override
    default void insert(StoredPackage stored) {
        insert(stored, Columns.toJson(stored.tags()), json(stored.upload()));
    }

    @SqlUpdate("""
            insert into package (project_id, group_name, name, kind, status, sha256, bytes, owner, reason, created_at,
                updated_at, tags, upload)
            values (:projectId, :group, :name, :kind, :status, :sha256, :bytes, :owner, :reason, :createdAt, :updatedAt,
                :tagsJson, :uploadJson)
            """)
    void insert(@BindMethods StoredPackage stored, String tagsJson, @Nullable String uploadJson);

    @Override
    default void update(StoredPackage stored) {
        update(stored, Columns.toJson(stored.tags()), json(stored.upload()));
    }

    @SqlUpdate("""
            update package set kind = :kind, status = :status, sha256 = :sha256, bytes = :bytes, owner = :owner,
                reason = :reason, updated_at = :updatedAt, tags = :tagsJson, upload = :uploadJson
            where project_id = :projectId and group_name = :group and name = :name
            """)
    void update(@BindMethods StoredPackage stored, String tagsJson, @Nullable String uploadJson);

    @Override
    @SqlUpdate("delete from package where project_id = :projectId and group_name = :group and name = :name")
    void delete(String projectId, String group, String name);

    @Override
    @SqlQuery("select * from package_group where project_id = :projectId and name = :name")
    Optional<PackageGroup> group(String projectId, String name);

    @Override
    @SqlQuery("select * from package_group where project_id = :projectId order by name")
    List<PackageGroup> groups(String projectId);

    @Override
    @SqlUpdate("""
            insert into package_group (project_id, name, owner, mode, created_at, updated_at)
            values (:projectId, :name, :owner, :mode, :createdAt, :updatedAt)
            """)
    void insert(@BindMethods PackageGroup group);

    @Override
    @SqlUpdate("""
            update package_group set owner = :owner, mode = :mode, updated_at = :updatedAt
            where project_id = :projectId and name = :name
            """)
    void update(@BindMethods PackageGroup group);

    @Override
    @SqlUpdate("delete from package_group where project_id = :projectId and name = :name")
    void deleteGroup(String projectId, String name);

    private static @Nullable String json(@Nullable PendingUpload upload) {
        return upload == null ? null : Columns.toJson(upload);
    }
}
