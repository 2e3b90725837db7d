import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Installs the Maven that {@code mvnw} runs: downloads the zip file, compares its SHA-512 and unpacks it beside its
 * place before it is moved there in one step, so that two runs at once or a run that was killed leave nothing half done.
 *
 * <p>Arguments: repository URL, version, SHA-512 in hex, directory to install into.
 */
final class MavenInstaller {

    private static final int ATTEMPTS = 3;
    private static final int TIMEOUT_MILLIS = 30_000;

    public static void main(String[] arguments) {
        try {
            install(arguments[0], arguments[1], arguments[2], Path.of(arguments[3]));
        } catch (IOException e) {
            System.err.println("mvnw: " + e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            System.err.println("mvnw: Maven could not be installed: " + e);
            System.exit(1);
        }
    }

    private static void install(String repository, String version, String sha512, Path target) throws Exception {
        URI address = URI.create(repository.replaceAll("/+$", "") + "/org/apache/maven/apache-maven/" + version
                + "/apache-maven-" + version + "-bin.zip");
        Files.createDirectories(target.getParent());
        Path work = Files.createTempDirectory(target.getParent(), target.getFileName() + ".part-");
        try {
            Path zip = work.resolve("maven.zip");
            download(address, zip, sha512);
            Path unpacked = work.resolve("maven");
            unpack(zip, unpacked);
            moveIntoPlace(unpacked, target);
        } finally {
            delete(work);
        }
    }

    private static void download(URI address, Path zip, String sha512) throws Exception {
        System.err.println("mvnw: downloading Maven from " + address);
        for (int attempt = 1; ; attempt++) {
            try {
                String actual = fetch(address, zip);
                if (!actual.equalsIgnoreCase(sha512)) {
                    throw new IOException("its SHA-512 is " + actual + ", expected " + sha512);
                }
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("Maven could not be downloaded from " + address + ": " + e + ".\n"
                            + "mvnw: Behind a proxy, set HTTPS_PROXY; for another repository, set MVNW_REPOURL.");
                }
                System.err.println("mvnw: trying again after: " + e);
            }
        }
    }

    /** Returns the SHA-512 of what was written to the file, in lower-case hex. */
    private static String fetch(URI address, Path file) throws Exception {
        URLConnection connection = open(address);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != 200) {
            throw new IOException("the answer was HTTP " + http.getResponseCode());
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        try (InputStream in = new DigestInputStream(connection.getInputStream(), digest)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Java's own proxy properties win over the environment's HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
    private static URLConnection open(URI address) throws IOException {
        String variable = environment(address.getScheme() + "_proxy");
        boolean decided = ProxySelector.getDefault().select(address).stream().anyMatch(p -> p != Proxy.NO_PROXY);
        if (decided || variable.isEmpty() || isExempt(address.getHost())) {
            return address.toURL().openConnection();
        }
        URI proxy = URI.create(variable.contains("://") ? variable : "http://" + variable);
        if (proxy.getRawUserInfo() != null) {
            authenticateWith(proxy.getRawUserInfo());
        }
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        return address.toURL()
                .openConnection(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
    }

    private static boolean isExempt(String host) {
        return List.of(environment("no_proxy").split("[,\\s]+")).stream()
                .map(entry -> entry.replaceFirst("^\\*?\\.", ""))
                .anyMatch(entry -> entry.equals("*")
                        || !entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry)));
    }

    private static void authenticateWith(String userInfo) {
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        String[] parts = userInfo.split(":", 2);
        String user = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        String password = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(user, password.toCharArray())
                        : null;
            }
        });
    }

    private static String environment(String lowerCaseName) {
        String value = System.getenv(lowerCaseName);
        String other = System.getenv(lowerCaseName.toUpperCase(Locale.ROOT));
        return value != null ? value : other != null ? other : "";
    }

    /** Leaves out the first directory of every entry's name, which is Maven's name and version. */
    private static void unpack(Path zip, Path directory) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = directory.resolve(name).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException("the zip file has an entry outside of its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
        if (!directory.resolve("bin/mvn").toFile().setExecutable(true, false)) {
            throw new IOException("bin/mvn cannot be made executable in " + directory);
        }
    }

    /** When another run was faster, its result stays: both have the same checksum. */
    private static void moveIntoPlace(Path unpacked, Path target) throws IOException {
        try {
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isExecutable(target.resolve("bin/mvn"))) {
                throw e;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
