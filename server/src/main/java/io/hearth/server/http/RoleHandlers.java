package io.hearth.server.http;

import io.hearth.server.auth.HeldRole;
import io.hearth.server.auth.ProjectAdministration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls at {@code /q/admin/roles}: who has which role in which project. */
final class RoleHandlers {

    private final ProjectAdministration projects;

    RoleHandlers(ProjectAdministration projects) {
        this.projects = projects;
    }

    void list(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("roles");
        asked(exchange.query()).forEach(role -> list.add(encode(role)));
        exchange.answer(json);
    }

    private List<HeldRole> asked(QueryParameters query) {
        String user = query.user();
        String project = query.project();
        if (user == null) {
            return project == null ? projects.roles() : projects.rolesIn(project);
        }
        List<HeldRole> ofUser = projects.rolesOf(user);
        if (project == null) {
            return ofUser;
        }
        String id = projects.find(project).id();
        return ofUser.stream().filter(role -> role.project().id().equals(id)).toList();
    }

    void grant(Exchange exchange) {
        FieldReader fields = new FieldReader(exchange.body(), "");
        String user = fields.requiredText("user");
        String project = fields.requiredText("project");
        String name = fields.requiredText("role");
        AuditLog.object(exchange.context(), "role " + name + " of " + user + " in project " + project);
        HeldRole role = projects.grant(user, project, name);
        exchange.answer(encode(role));
    }

    void revoke(Exchange exchange) {
        QueryParameters query = exchange.query();
        AuditLog.object(
                exchange.context(), "role of " + query.requiredUser() + " in project " + query.requiredProject());
        projects.revoke(query.requiredUser(), query.requiredProject());
        exchange.done();
    }

    private static ObjectNode encode(HeldRole role) {
        return Json.object()
                .put("user", role.user())
                .put("project", role.project().name())
                .put("project_id", role.project().id())
                .put("role", role.role().wireName());
    }
}
