package io.hearth.server.http;

import io.hearth.server.tls.TlsIdentity;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the one socket that the gateway listens on: plain HTTP, or TLS and nothing else. */
record PortConnector(HttpOptions options) {

    /** Who comes when as many wait already is only let in by a second try, a second later: drivers come in crowds after a restart. */
    private static final int MOST_NOT_YET_ACCEPTED = 1_024;

    ServerConnector create(Server server, HttpConfiguration http) {
        SSLContext tls = options.tls();
        ServerConnector connector = tls == null ? plain(server, http) : encrypted(server, http, tls);
        connector.setHost(options.host().text());
        connector.setPort(options.port());
        connector.setAcceptQueueSize(MOST_NOT_YET_ACCEPTED);
        return connector;
    }

    private static ServerConnector plain(Server server, HttpConfiguration http) {
        return new ServerConnector(server, new HttpConnectionFactory(http));
    }

    private static ServerConnector encrypted(Server server, HttpConfiguration http, SSLContext tls) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls);
        // The default leaves older versions to the JVM's own list of what it disables.
        factory.setIncludeProtocols(TlsIdentity.PROTOCOLS.toArray(String[]::new));
        // Drivers and clients of this machine dial an address that need not be one of the certificate's names.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(
                server,
                new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(http));
    }
}
