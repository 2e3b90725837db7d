package io.hearth.server.session;

import io.hearth.api.PackageKind;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionRequest.GroupReference;
import io.hearth.server.session.SessionRequest.ResourceReference;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the names of packages, groups and kinds must look that a request has. Whether they exist is not known here. */
final class ReferenceRules {

    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9_!-][A-Za-z0-9_!.-]{0,127}");
    private static final Pattern GROUP = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");

    private ReferenceRules() {}

    /** Throws for the first name that is ill-formed. */
    static void check(SessionRequest request) {
        names("jars", request.jars());
        names("pyFiles", request.pyFiles());
        names("files", request.files());
        resources("resources", request.resources());
        groups(request.groups());
    }

    private static void names(String field, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            packageName(field + "[" + i + "]", names.get(i));
        }
    }

    private static void resources(String field, List<ResourceReference> resources) {
        for (int i = 0; i < resources.size(); i++) {
            String path = field + "[" + i + "]";
            packageName(path + ".name", resources.get(i).name());
            type(path + ".type", resources.get(i).type());
        }
    }

    private static void groups(List<GroupReference> groups) {
        for (int i = 0; i < groups.size(); i++) {
            String path = "groups[" + i + "]";
            String name = groups.get(i).name();
            if (!GROUP.matcher(name).matches()) {
                throw GatewayException.invalid(Message.GROUP_NAME_INVALID, path + ".name", name);
            }
            resources(path + ".resources", groups.get(i).resources());
        }
    }

    private static void packageName(String path, String name) {
        int slash = name.indexOf('/');
        boolean groupFits = slash < 0 || GROUP.matcher(name.substring(0, slash)).matches();
        if (!groupFits || !PACKAGE.matcher(name.substring(slash + 1)).matches()) {
            throw GatewayException.invalid(Message.PACKAGE_NAME_INVALID, path, name);
        }
    }

    private static void type(String path, @Nullable String type) {
        if (type != null && PackageKind.ofWireName(type).isEmpty()) {
            throw GatewayException.invalid(Message.TYPE_UNKNOWN, path, type);
        }
    }
}
