package io.hearth.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A certificate for no address of this machine, signed by itself and made by the JDK's own tool.
 *
 * @param keystore PKCS12
 */
public record SelfSigned(Path keystore) {

    private static final String PASSWORD = "password-4711";

    /** @param directory where the file is to be; another certificate needs another directory */
    public static SelfSigned in(Path directory) throws IOException {
        Path keystore = directory.resolve("gateway.p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "gateway",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hearth.example.org",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("keytool ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new SelfSigned(keystore);
    }

    /** What makes a gateway show it. */
    public Map<String, String> settings() {
        return Map.of("server.tls.keystore", keystore.toString(), "server.tls.keystore-password", PASSWORD);
    }
}
