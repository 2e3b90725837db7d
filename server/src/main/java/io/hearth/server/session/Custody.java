package io.hearth.server.session;

import org.jspecify.annotations.Nullable;

/**
 * Who has a driver.
 *
 * @param keeper the gateway that watches and signals its process; null for a driver of a version that did not say so
 * @param machine id of the {@link Machine} where its process is; null for such a driver
 * @param link the gateway to which it is connected; null while it is connected to none
 */
public record Custody(
        @Nullable String keeper,
        @Nullable String machine,
        @Nullable String link) {

    /** Nobody's. */
    public static final Custody NONE = new Custody(null, null, null);

    Custody keptBy(String gateway, String onMachine) {
        return new Custody(gateway, onMachine, link);
    }

    Custody linkedTo(@Nullable String gateway) {
        return new Custody(keeper, machine, gateway);
    }

    boolean isKeptBy(String gateway) {
        return gateway.equals(keeper);
    }

    /** Whether one gateway has all of it. */
    boolean isUndivided() {
        return keeper != null && keeper.equals(link);
    }

    /** Whether its process is there, as far as anybody said where it is. */
    boolean mayBeOn(String machineId) {
        return machine == null || machine.equals(machineId);
    }
}
