package io.hearth.server.http;

import io.hearth.server.packages.GroupView;
import io.hearth.server.packages.Module;
import io.hearth.server.packages.PackageList;
import io.hearth.server.packages.StoredPackage;
import io.hearth.server.packages.UploadMode;
import io.hearth.server.packages.UploadResult;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Packages, groups and modules as the contract shows them; {@code reason} is what Hearth adds. */
final class PackageEncoder {

    private PackageEncoder() {}

    static ObjectNode shown(StoredPackage stored) {
        ObjectNode json = Json.object()
                .put("create_time", stored.createdAt())
                .put("update_time", stored.updatedAt())
                .put("resource_type", stored.kind().wireName())
                .put("resource_name", stored.name())
                .put("status", stored.status().name());
        Json.put(json, "underlying_name", stored.sha256() == null ? null : stored.sha256() + "_" + stored.name());
        json.put("owner", stored.owner());
        return Json.put(json, "reason", stored.reason());
    }

    static ObjectNode group(GroupView view) {
        ObjectNode json = Json.object()
                .put("group_name", view.group().name())
                .put("status", view.status().name());
        json.set(
                "resources",
                Json.strings(view.packages().stream().map(StoredPackage::name).toList()));
        ArrayNode details = json.putArray("details");
        view.packages().forEach(stored -> details.add(shown(stored)));
        return json.put("create_time", view.group().createdAt())
                .put("update_time", view.group().updatedAt())
                .put("is_async", view.group().mode() == UploadMode.ASYNCHRONOUS)
                .put("owner", view.group().owner());
    }

    static ObjectNode result(UploadResult result) {
        return result.group().map(PackageEncoder::group).orElseGet(() -> {
            ObjectNode json = Json.object();
            json.set("resource_names", Json.strings(result.names()));
            return json;
        });
    }

    static ObjectNode list(PackageList list, List<Module> modules) {
        ObjectNode json = Json.object();
        ArrayNode resources = json.putArray("resources");
        list.ungrouped().forEach(stored -> resources.add(shown(stored)));
        ArrayNode shownModules = json.putArray("modules");
        modules.forEach(module -> shownModules.add(module(module)));
        ArrayNode groups = json.putArray("groups");
        list.groups().forEach(view -> groups.add(group(view)));
        return json.put("total", list.total());
    }

    private static ObjectNode module(Module module) {
        ObjectNode json = Json.object()
                .put("module_name", module.name())
                .put("module_type", module.type())
                .put("status", module.status().name())
                .put("description", module.description());
        json.set("resources", Json.strings(module.resources()));
        return json.put("create_time", module.createdAt()).put("update_time", module.updatedAt());
    }
}
