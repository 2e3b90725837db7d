package io.hearth.api.channel;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a driver is told when it is started. It travels as a file of mode 0600 whose path is the only argument of the
 * driver's main class; the driver removes it once it is read.
 *
 * @param secret proves to the gateway that this driver is the one it launched; made for this driver alone
 * @param gatewayUrls addresses to dial, in order of preference, as {@code http://host:port} or {@code https://host:port}
 * @param sparkConf all Spark properties of the driver, master and application name included; empty for one that is launched
 *     before there is a session for it: it warms up, says {@link DriverFrame.Warm} and is told them with its session
 * @param workDirectory an absolute path that belongs to this driver alone; whoever launched it removes it
 * @param leaseMillis how long the driver lives without any gateway until it was welcomed, milliseconds
 * @param cancels how statements are stopped
 * @param outputLimits how much statements may print
 * @param journalBytes how much of its disk the driver takes for reports that no gateway has acknowledged; beyond it they are
 *     kept short. 0 from a gateway that does not know of it
 * @param gatewayCertificates base64 of DER: a gateway at an {@code https} address must show one of them, exactly; empty
 *     leaves the trust to the JVM
 */
public record DriverSpec(
        String driverId,
        String secret,
        List<String> gatewayUrls,
        Map<String, String> sparkConf,
        String workDirectory,
        long leaseMillis,
        CancelPolicy cancels,
        OutputLimits outputLimits,
        long journalBytes,
        List<String> gatewayCertificates) {

    /** In {@link #workDirectory}: a driver that knows why it exits leaves its last {@code Ending} here as an envelope. */
    public static final String ENDING_FILE = "ending";

    /**
     * In {@link #workDirectory}: what a statement printed, byte by byte as far as its quota goes, from its first output until
     * the next statement of the session begins and, of one that printed more than is shown, all is with a gateway. When the
     * driver dies it is all that is left of what was not told.
     */
    public static String outputFile(String sessionId, int statement) {
        return outputPrefix(sessionId) + statement;
    }

    /** Which statement's {@link #outputFile} has this name; empty when it is no such file. */
    public static OptionalInt outputOf(String sessionId, String fileName) {
        String prefix = outputPrefix(sessionId);
        return fileName.startsWith(prefix)
                        && fileName.substring(prefix.length()).matches("0|[1-9][0-9]{0,8}")
                ? OptionalInt.of(Integer.parseInt(fileName.substring(prefix.length())))
                : OptionalInt.empty();
    }

    private static String outputPrefix(String sessionId) {
        return "output-" + sessionId + "-";
    }

    /** In {@link #workDirectory}: the current directory of the driver's process, where sessions find their files. */
    public static final String CURRENT_DIRECTORY = "files";

    /** In {@link #workDirectory}: what {@code PYTHONPATH} names, where sessions find their Python modules. */
    public static final String PYTHON_DIRECTORY = "python";

    @Override
    public String toString() {
        return "DriverSpec[" + driverId + "]";
    }
}
