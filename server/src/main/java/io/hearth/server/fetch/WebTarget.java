package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.Message;
import io.hearth.server.packages.ShownPath;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one request goes to.
 *
 * @param host without brackets
 * @param resource path and query
 */
record WebTarget(URI address, String scheme, String host, int port, String resource) {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{0,5}))?");

    static WebTarget of(URI address) throws FetchFailure {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        Matcher authority = AUTHORITY.matcher(String.valueOf(address.getRawAuthority()));
        if (!authority.matches()) {
            throw FetchFailure.lasting(ErrorCode.INVALID_PARAMETER, Message.WHY_FETCH_HOST_FORM);
        }
        String host = authority.group(1) == null ? authority.group(2) : authority.group(1);
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new WebTarget(address, scheme, host, port(scheme, authority.group(3)), path + query);
    }

    private static int port(String scheme, String given) throws FetchFailure {
        if (given == null || given.isEmpty()) {
            return scheme.equals("https") ? 443 : 80;
        }
        int port = Integer.parseInt(given);
        if (port < 1 || port > 65535) {
            throw FetchFailure.lasting(ErrorCode.INVALID_PARAMETER, Message.WHY_FETCH_HOST_FORM);
        }
        return port;
    }

    /** Where a redirection leads. What was protected on its way stays so. */
    WebTarget redirected(String location) throws FetchFailure {
        URI next;
        try {
            next = address.resolve(location);
        } catch (IllegalArgumentException e) {
            throw FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_ANSWER, "Location");
        }
        String nextScheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
        String authority = next.getRawAuthority();
        boolean web = nextScheme.equals("https") || (nextScheme.equals("http") && scheme.equals("http"));
        if (!web || authority == null || authority.contains("@")) {
            throw FetchFailure.lasting(
                    ErrorCode.NO_FILE_PERMISSION, Message.WHY_FETCH_REDIRECT_TARGET, ShownPath.of(next.toString()));
        }
        return of(next);
    }
}
