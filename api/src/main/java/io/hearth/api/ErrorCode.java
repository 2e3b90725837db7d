package io.hearth.api;

/** The error codes of the contract, each with the HTTP status it travels with. */
public enum ErrorCode {
    INVALID_PARAMETER("DLI.0001", 400),
    BODY_TOO_LARGE("DLI.0001", 413),
    NOT_JSON("DLI.0001", 415),
    REFERENCE_NOT_FOUND("DLI.0002", 400),
    ALREADY_EXISTS("DLI.0006", 400),
    NOT_SUPPORTED("DLI.0007", 400),
    METHOD_NOT_ALLOWED("DLI.0007", 405),
    NO_SUCH_QUEUE("DLI.0008", 400),
    LIMIT_REACHED("DLI.0009", 400),
    TOO_MANY_REQUESTS("DLI.0009", 429),
    NO_FILE_PERMISSION("DLI.0011", 400),
    NOT_AVAILABLE("DLI.0012", 400),
    NOT_AUTHENTICATED("DLI.0013", 401),
    FORBIDDEN("DLI.0016", 403),
    TIMED_OUT("DLI.0019", 400),
    NOT_FOUND("DLI.0023", 404),
    QUOTA_EXCEEDED("DLI.1028", 400),
    UNAVAILABLE("DLI.0999", 503),
    SERVER_FAULT("DLI.0999", 500);

    private final String code;
    private final int status;

    ErrorCode(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The code on the wire, for example {@code DLI.0001}. */
    public String code() {
        return code;
    }

    /** The HTTP status the code travels with. */
    public int status() {
        return status;
    }
}
