package io.hearth.server.session;

import io.hearth.api.PackageKind;
import io.hearth.server.session.SessionRequest.GroupReference;
import io.hearth.server.session.SessionRequest.ResourceReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request names of packages, groups and modules, in the order in which a session has it. That the names are
 * well-formed was checked before; whether there is such a thing, {@link PackageResolver} finds out.
 */
public record PackageReferences(List<Reference> all) {

    public PackageReferences {
        all = List.copyOf(all);
    }

    /** Something that is named, and the path of the field that names it. */
    sealed interface Reference {

        String path();

        /**
         * A package.
         *
         * @param group empty for none
         * @param kind what it must be; null for any
         */
        record OnePackage(
                String path,
                String group,
                String name,
                @Nullable PackageKind kind) implements Reference {}

        /** All packages of a group. */
        record WholeGroup(String path, String group) implements Reference {}

        /** A module of the system. */
        record OneModule(String path, String name) implements Reference {}
    }

    /** No references at all. */
    public static PackageReferences none() {
        return new PackageReferences(List.of());
    }

    public static PackageReferences of(SessionRequest request) {
        List<Reference> all = new ArrayList<>();
        add(all, "jars", request.jars(), PackageKind.JAR);
        add(all, "pyFiles", request.pyFiles(), PackageKind.PY_FILE);
        add(all, "files", request.files(), PackageKind.FILE);
        for (int i = 0; i < request.resources().size(); i++) {
            ResourceReference resource = request.resources().get(i);
            all.add(onePackage("resources[" + i + "].name", resource.name(), kind(resource)));
        }
        for (int i = 0; i < request.groups().size(); i++) {
            addGroup(all, "groups[" + i + "]", request.groups().get(i));
        }
        // Last, so that a package of the user's own goes before a module on the class path.
        for (int i = 0; i < request.modules().size(); i++) {
            all.add(new Reference.OneModule(
                    "modules[" + i + "]", request.modules().get(i)));
        }
        return new PackageReferences(all);
    }

    private static void add(List<Reference> all, String field, List<String> names, PackageKind kind) {
        for (int i = 0; i < names.size(); i++) {
            all.add(onePackage(field + "[" + i + "]", names.get(i), kind));
        }
    }

    private static Reference.OnePackage onePackage(String path, String name, @Nullable PackageKind kind) {
        int slash = name.indexOf('/');
        return new Reference.OnePackage(path, name.substring(0, Math.max(0, slash)), name.substring(slash + 1), kind);
    }

    private static void addGroup(List<Reference> all, String path, GroupReference group) {
        if (group.resources().isEmpty()) {
            all.add(new Reference.WholeGroup(path + ".name", group.name()));
        }
        String prefix = group.name() + "/";
        for (int i = 0; i < group.resources().size(); i++) {
            ResourceReference resource = group.resources().get(i);
            String name =
                    resource.name().startsWith(prefix) ? resource.name().substring(prefix.length()) : resource.name();
            all.add(new Reference.OnePackage(path + ".resources[" + i + "].name", group.name(), name, kind(resource)));
        }
    }

    private static @Nullable PackageKind kind(ResourceReference resource) {
        String type = resource.type();
        return type == null ? null : PackageKind.ofWireName(type).orElseThrow();
    }

    /** How many different things are named. */
    int different() {
        Set<List<String>> things = new LinkedHashSet<>();
        all.forEach(reference -> things.add(key(reference)));
        return things.size();
    }

    private static List<String> key(Reference reference) {
        if (reference instanceof Reference.OnePackage one) {
            return List.of(one.group(), one.name());
        } else if (reference instanceof Reference.WholeGroup whole) {
            return List.of(whole.group());
        } else if (reference instanceof Reference.OneModule module) {
            return List.of("", "", module.name());
        }
        throw new IllegalStateException("no such reference: " + reference);
    }
}
