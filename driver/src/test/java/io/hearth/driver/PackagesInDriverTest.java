package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.EndCause;
import io.hearth.api.PackageKind;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.SessionPackage;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.driver.channel.FakeGateway;
import io.hearth.driver.packages.PackageServer;
import io.hearth.driver.packages.TestJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a session's packages are to its code, in a real driver. The path of its directory is one that addresses must encode. */
@Timeout(600)
class PackagesInDriverTest {

    private static final String OFFSET = """
            package io.hearth.extra;
            public final class Offset implements java.io.Serializable {
                public static int of(int n) { return n + 1000; }
            }""";

    private static final String SAME_NAME = """
            package other;
            public final class Second { public static String text() { return "second"; } }""";

    private static final String STRANGE_LOGGER = """
            package org.slf4j;
            public final class LoggerFactory { public static String strange() { return "not Spark's"; } }""";

    private static final String JDBC_DRIVER = """
            package jdbc;
            import java.sql.*;
            import java.util.Properties;
            public final class Nothing implements Driver {
                static { try { DriverManager.registerDriver(new Nothing()); } catch (SQLException e) { throw new Error(e); } }
                public Connection connect(String url, Properties info) throws SQLException {
                    if (!acceptsURL(url)) return null;
                    throw new SQLException("reached " + url);
                }
                public boolean acceptsURL(String url) { return url.startsWith("jdbc:nothing:"); }
                public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) { return new DriverPropertyInfo[0]; }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public java.util.logging.Logger getParentLogger() { return null; }
            }""";

    private static final String EXTENSION = """
            package early;
            public final class Extension
                    extends scala.runtime.AbstractFunction1<org.apache.spark.sql.SparkSessionExtensions, scala.runtime.BoxedUnit> {
                public scala.runtime.BoxedUnit apply(org.apache.spark.sql.SparkSessionExtensions extensions) {
                    System.setProperty("early.extension", "applied");
                    return scala.runtime.BoxedUnit.UNIT;
                }
            }""";

    @TempDir
    private Path directory;

    private Path workDirectory() throws IOException {
        return Files.createDirectories(directory.resolve("with blank, % and é"));
    }

    private SessionPackage jar(PackageServer server, String name, TestJar jar) throws IOException {
        return server.put(name, PackageKind.JAR, Files.readAllBytes(jar.write(directory.resolve("jar"))));
    }

    private static SessionPackage text(PackageServer server, String name, PackageKind kind, String text) {
        return server.put(name, kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String ok(DriverProcess driver, String code) throws InterruptedException {
        StatementOutcome outcome = driver.run(code);
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(StatementOutcome.Status.OK);
        return outcome.text();
    }

    @Test
    void classesFilesAndModulesAreWhereCodeLooksForThem() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                PackageServer server = new PackageServer()) {
            gateway.packagesAt(server.url());
            List<SessionPackage> packages = List.of(
                    // With a class outside of any package, as libraries with a module's descriptor have one.
                    jar(
                            server,
                            "g/extra.jar",
                            new TestJar()
                                    .with("io.hearth.extra.Offset", OFFSET)
                                    .withEntry("module-info.class", "a module")),
                    jar(
                            server,
                            "h/extra.jar",
                            new TestJar()
                                    .with("other.Second", SAME_NAME)
                                    .with("org.slf4j.LoggerFactory", STRANGE_LOGGER)),
                    jar(
                            server,
                            "jdbc.jar",
                            new TestJar()
                                    .with("jdbc.Nothing", JDBC_DRIVER)
                                    .withEntry("META-INF/services/java.sql.Driver", "jdbc.Nothing")),
                    jar(server, "early.jar", new TestJar().with("early.Extension", EXTENSION)),
                    text(server, "g/words.txt", PackageKind.FILE, "ash oak"),
                    text(server, "model.bin", PackageKind.MODEL_FILE, "weights"),
                    text(server, "tool.py", PackageKind.PY_FILE, "def twice(n):\n    return 2 * n\n"));
            try (DriverProcess driver = new DriverProcess(
                    gateway, workDirectory(), Map.of("spark.sql.extensions", "early.Extension"), 60_000)) {
                driver.open(packages);
                DriverFrame settled = gateway.await(
                        DriverFrame.class,
                        frame -> frame instanceof DriverFrame.SessionReady
                                || frame instanceof DriverFrame.SessionFailed);
                assertThat(settled).as(driver.log("stderr")).isInstanceOf(DriverFrame.SessionReady.class);

                assertThat(ok(driver, "import io.hearth.extra.Offset\nOffset.of(1)"))
                        .contains("1001");
                assertThat(ok(driver, "sc.parallelize(1 to 3, 2).map(n => Offset.of(n)).collect().toList"))
                        .contains("List(1001, 1002, 1003)");
                assertThat(ok(
                                driver,
                                "spark.udf.register(\"off\", (n: Int) => Offset.of(n))\nsql(\"select off(5)\").head"))
                        .contains("[1005]");
                assertThat(ok(driver, "other.Second.text")).contains("second");
                assertThat(ok(driver, "classOf[org.slf4j.LoggerFactory].getClassLoader.getName"))
                        .contains("app");
                assertThat(ok(driver, "sys.props(\"early.extension\")")).contains("applied");
                assertThat(ok(driver, "util.Try(java.sql.DriverManager.getConnection(\"jdbc:nothing:x\")).failed.get"))
                        .contains("reached jdbc:nothing:x");
                assertThat(
                                ok(
                                        driver,
                                        "util.Try(spark.read.format(\"jdbc\").option(\"driver\", \"jdbc.Nothing\")"
                                                + ".option(\"url\", \"jdbc:nothing:y\").option(\"dbtable\", \"t\").load()).failed.get.getCause"))
                        .contains("reached jdbc:nothing:y");
                assertThat(ok(driver, "val source = scala.io.Source.fromFile(\"words.txt\")\nsource.mkString"))
                        .contains("ash oak");
                assertThat(ok(
                                driver,
                                "sc.parallelize(1 to 2, 2).map(_ => scala.io.Source.fromFile("
                                        + "org.apache.spark.SparkFiles.get(\"model.bin\")).mkString).collect().toSet"))
                        .contains("Set(weights)");
                assertThat(
                                ok(
                                        driver,
                                        "scala.io.Source.fromFile(sys.env(\"PYTHONPATH\").split(\":\").head + \"/tool.py\").mkString"))
                        .contains("def twice(n)");
                assertThat(ok(driver, "sc.getConf.get(\"spark.submit.pyFiles\").endsWith(\"tool.py\")"))
                        .contains("true");
            }
        }
    }

    @Test
    void aBrokenJarFailsTheSessionAndNothingElse() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                PackageServer server = new PackageServer()) {
            gateway.packagesAt(server.url());
            SessionPackage broken = text(server, "g/broken.jar", PackageKind.JAR, "not a zip");
            try (DriverProcess driver = new DriverProcess(gateway, workDirectory(), Map.of(), 60_000)) {
                driver.open(List.of(broken));

                DriverFrame.SessionFailed failed = gateway.await(DriverFrame.SessionFailed.class);

                assertThat(failed.sessionId()).isEqualTo(DriverProcess.SESSION);
                assertThat(failed.cause()).isEqualTo(EndCause.PACKAGES_FAILED.name());
                assertThat(failed.detail()).contains("g/broken.jar", "no jar");
                gateway.await(DriverFrame.DriverReady.class);
                assertThat(driver.process().isAlive()).isTrue();
            }
        }
    }
}
