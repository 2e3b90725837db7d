package io.hearth.server.packages;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;

/** Who wants to change packages. */
public record Uploader(String user, Reach reach) {

    /** Whose packages one may change. */
    public enum Reach {
        OWN,
        ALL_OF_THE_PROJECT
    }

    private boolean mayChange(String owner) {
        return switch (reach) {
            case OWN -> user.equals(owner);
            case ALL_OF_THE_PROJECT -> true;
        };
    }

    /** Throws FORBIDDEN for what is somebody else's. */
    void requireMayChange(StoredPackage stored) {
        if (!mayChange(stored.owner())) {
            throw new GatewayException(ErrorCode.FORBIDDEN, Message.NOT_OWN_PACKAGE, stored.fullName(), stored.owner());
        }
    }

    /** Throws FORBIDDEN for what is somebody else's: who names a group in a session gets all that is in it. */
    void requireMayChange(PackageGroup group) {
        if (!mayChange(group.owner())) {
            throw new GatewayException(ErrorCode.FORBIDDEN, Message.NOT_OWN_GROUP, group.name(), group.owner());
        }
    }
}
