package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionRequest.GroupReference;
import io.hearth.server.session.SessionRequest.ResourceReference;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request may name of packages, groups and modules. There are none yet, so a well-formed name is one too many. */
final class ReferenceRules {

    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9_!-][A-Za-z0-9_!.-]{0,127}");
    private static final Pattern GROUP = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");
    private static final Set<String> TYPES = Set.of("jar", "pyFile", "file", "modelFile");

    private ReferenceRules() {}

    /** Throws for the first name that is ill-formed, else for the first that does not exist. */
    static void check(SessionRequest request) {
        names("jars", request.jars());
        names("pyFiles", request.pyFiles());
        names("files", request.files());
        resources("resources", request.resources());
        groups(request.groups());
        firstReference(request);
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
        if (type != null && !TYPES.contains(type)) {
            throw GatewayException.invalid(Message.TYPE_UNKNOWN, path, type);
        }
    }

    private static void firstReference(SessionRequest request) {
        missing(Message.NO_SUCH_PACKAGE, "jars[0]", request.jars());
        missing(Message.NO_SUCH_PACKAGE, "pyFiles[0]", request.pyFiles());
        missing(Message.NO_SUCH_PACKAGE, "files[0]", request.files());
        missing(Message.NO_SUCH_MODULE, "modules[0]", request.modules());
        missing(
                Message.NO_SUCH_PACKAGE,
                "resources[0].name",
                request.resources().stream().map(ResourceReference::name).toList());
        missing(
                Message.NO_SUCH_GROUP,
                "groups[0].name",
                request.groups().stream().map(GroupReference::name).toList());
    }

    private static void missing(Message message, String path, List<String> names) {
        if (!names.isEmpty()) {
            throw new GatewayException(ErrorCode.REFERENCE_NOT_FOUND, message, path, names.get(0));
        }
    }
}
