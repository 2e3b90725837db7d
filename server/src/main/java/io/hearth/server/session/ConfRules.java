package io.hearth.server.session;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which Spark properties a session may set. The gateway's own rules come first and cannot be lifted, then the
 * operator's: keys that are denied, forced, or given where the user gives none.
 */
public final class ConfRules {

    static final int MAX_KEY_LENGTH = 255;
    static final int MAX_VALUE_LENGTH = 64 << 10;
    private static final Pattern KEY = Pattern.compile("spark\\.[!-~&&[^=]]+");

    private final List<KeyPattern> denied;
    private final Map<String, String> forced;
    private final Map<String, String> defaults;

    /**
     * @param denied keys nobody may set, {@code *} standing for anything
     * @param forced properties that every session has, whatever it asks for
     * @param defaults properties that a session has unless it asks for others
     */
    public ConfRules(List<String> denied, Map<String, String> forced, Map<String, String> defaults) {
        this.denied = denied.stream().map(KeyPattern::new).toList();
        this.forced = operators("conf.forced", forced);
        this.defaults = operators("conf.defaults", defaults);
    }

    /** The rules of a server whose operator has none. */
    public static ConfRules none() {
        return new ConfRules(List.of(), Map.of(), Map.of());
    }

    /** What a session that asks for these properties gets; throws when it may not ask for one of them. */
    Map<String, String> apply(Map<String, String> asked) {
        asked.forEach(this::check);
        Map<String, String> result = new TreeMap<>(defaults);
        result.putAll(asked);
        result.putAll(forced);
        return Map.copyOf(result);
    }

    private void check(String key, String value) {
        checkForm(key, value);
        DeniedKeys.reason(key).ifPresent(reason -> {
            throw GatewayException.invalid(Message.CONF_DENIED, key, reason);
        });
        if (denied.stream().anyMatch(pattern -> pattern.matches(key))) {
            throw GatewayException.invalid(Message.CONF_DENIED_BY_OPERATOR, key);
        }
        if (forced.containsKey(key)) {
            throw GatewayException.invalid(Message.CONF_FORCED, key);
        }
    }

    private static void checkForm(String key, String value) {
        if (!key.startsWith("spark.")) {
            throw GatewayException.invalid(Message.CONF_NOT_SPARK, key);
        }
        if (key.length() > MAX_KEY_LENGTH || !KEY.matcher(key).matches()) {
            throw GatewayException.invalid(Message.CONF_KEY_INVALID, key, MAX_KEY_LENGTH);
        }
        if (value.length() > MAX_VALUE_LENGTH) {
            throw GatewayException.invalid(Message.TOO_LONG, "conf." + key, value.length(), MAX_VALUE_LENGTH);
        }
    }

    /**
     * Properties that an operator set, after a look at them.
     *
     * @throws IllegalArgumentException for what comes with each session, naming the setting
     */
    public static Map<String, String> operators(String setting, Map<String, String> properties) {
        Set<String> sizes = SizeRules.CONF_KEYS;
        properties.keySet().forEach(key -> {
            if (sizes.contains(key)) {
                throw new IllegalArgumentException(setting + " holds " + key
                        + ", which would change what sessions take from their queue; sizes come with each session");
            }
        });
        String priority = properties.get(Priority.KEY);
        if (priority != null && Priority.parse(priority).isEmpty()) {
            throw new IllegalArgumentException(
                    setting + " holds " + Priority.KEY + "=" + priority + ", which is no whole number from 1 to 10");
        }
        return Map.copyOf(properties);
    }
}
