package io.hearth.bench.fuzz;

import java.util.Map;

/**
 * The values of the places in a path, and in recorded requests.
 *
 * @param project of the caller
 * @param session one that lives, or did
 */
record Places(String project, String session) {

    /** Names that belong to nothing which the run itself needs: what can be removed may be. */
    private static final Map<String, String> HARMLESS = Map.of(
            "statement_id", "0",
            "queue_name", "fuzzed",
            "resource_name", "fuzzed.jar",
            "group_name", "fuzzed",
            "user", "fuzzed",
            "project", "fuzzed",
            "access_key", "FUZZED",
            "path", "jobs/");

    /** What stands for {@code {name}}. */
    String of(String name) {
        return switch (name) {
            case "project_id" -> project;
            case "session_id" -> session;
            default -> HARMLESS.getOrDefault(name, "0");
        };
    }

    /** A text with all places filled. */
    String fill(String text) {
        String filled = text.replace("{project_id}", project).replace("{session_id}", session);
        for (Map.Entry<String, String> place : HARMLESS.entrySet()) {
            filled = filled.replace("{" + place.getKey() + "}", place.getValue());
        }
        return filled;
    }
}
