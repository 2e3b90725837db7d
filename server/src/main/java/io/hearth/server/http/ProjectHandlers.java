package io.hearth.server.http;

import io.hearth.server.auth.Project;
import io.hearth.server.auth.ProjectAdministration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls below {@code /q/admin/projects}. */
final class ProjectHandlers {

    private final ProjectAdministration projects;

    ProjectHandlers(ProjectAdministration projects) {
        this.projects = projects;
    }

    void list(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("projects");
        projects.list().forEach(project -> list.add(encode(project)));
        exchange.answer(json);
    }

    void create(Exchange exchange) {
        String name = new FieldReader(exchange.body(), "").requiredText("name");
        AuditLog.object(exchange.context(), "project " + name);
        exchange.answerCreated(encode(projects.create(name)));
    }

    void show(Exchange exchange) {
        exchange.answer(encode(projects.find(given(exchange))));
    }

    void remove(Exchange exchange) {
        projects.remove(given(exchange));
        exchange.done();
    }

    void disable(Exchange exchange) {
        projects.disable(given(exchange));
        exchange.done();
    }

    void enable(Exchange exchange) {
        projects.enable(given(exchange));
        exchange.done();
    }

    /** The id or the name of a project. */
    private static String given(Exchange exchange) {
        return exchange.context().pathParam("project");
    }

    private static ObjectNode encode(Project project) {
        return Json.object()
                .put("id", project.id())
                .put("name", project.name())
                .put("enabled", project.enabled())
                .put("created_at", project.createdAt());
    }
}
