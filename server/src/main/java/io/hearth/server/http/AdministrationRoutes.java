package io.hearth.server.http;

import static io.hearth.server.http.Routes.systemAdmin;

import io.hearth.server.auth.Administration;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The addresses below {@code /q/admin}: who may call, and what they may. For system administrators alone. */
final class AdministrationRoutes {

    private AdministrationRoutes() {}

    /** @param contact tells how clients of this machine find the gateway */
    static void add(Routes routes, Administration administration, Function<Context, ObjectNode> contact) {
        routes.guarded(
                "/q/admin/gateway",
                Map.of("GET", systemAdmin(exchange -> exchange.answer(contact.apply(exchange.context())))));
        addUsers(routes, new UserHandlers(administration.users()));
        addProjects(routes, new ProjectHandlers(administration.projects()));
        addRoles(routes, new RoleHandlers(administration.projects()));
        addAccessKeys(routes, new AccessKeyHandlers(administration.accessKeys()));
    }

    private static void addUsers(Routes routes, UserHandlers handlers) {
        String users = "/q/admin/users";
        String user = users + "/{user}";
        routes.guarded(users, Map.of("GET", systemAdmin(handlers::list), "POST", systemAdmin(handlers::create)));
        routes.guarded(user, Map.of("GET", systemAdmin(handlers::show), "DELETE", systemAdmin(handlers::remove)));
        routes.guarded(user + "/disable", Map.of("POST", systemAdmin(handlers::disable)));
        routes.guarded(user + "/enable", Map.of("POST", systemAdmin(handlers::enable)));
        routes.guarded(user + "/reset-password", Map.of("POST", systemAdmin(handlers::resetPassword)));
    }

    private static void addProjects(Routes routes, ProjectHandlers handlers) {
        String projects = "/q/admin/projects";
        String project = projects + "/{project}";
        routes.guarded(projects, Map.of("GET", systemAdmin(handlers::list), "POST", systemAdmin(handlers::create)));
        routes.guarded(project, Map.of("GET", systemAdmin(handlers::show), "DELETE", systemAdmin(handlers::remove)));
        routes.guarded(project + "/disable", Map.of("POST", systemAdmin(handlers::disable)));
        routes.guarded(project + "/enable", Map.of("POST", systemAdmin(handlers::enable)));
    }

    private static void addRoles(Routes routes, RoleHandlers handlers) {
        routes.guarded(
                "/q/admin/roles",
                Map.of(
                        "GET", systemAdmin(handlers::list),
                        "POST", systemAdmin(handlers::grant),
                        "DELETE", systemAdmin(handlers::revoke)));
    }

    private static void addAccessKeys(Routes routes, AccessKeyHandlers handlers) {
        String keys = "/q/admin/keys";
        String key = keys + "/{key}";
        routes.guarded(keys, Map.of("GET", systemAdmin(handlers::list), "POST", systemAdmin(handlers::create)));
        routes.guarded(key, Map.of("DELETE", systemAdmin(handlers::remove)));
        routes.guarded(key + "/disable", Map.of("POST", systemAdmin(handlers::disable)));
        routes.guarded(key + "/enable", Map.of("POST", systemAdmin(handlers::enable)));
    }
}
