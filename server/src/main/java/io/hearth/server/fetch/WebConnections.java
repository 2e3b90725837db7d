package io.hearth.server.fetch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.Message;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.util.Timeout;

/** Connections to addresses that were checked, one for each request. Thread-safe. */
final class WebConnections {

    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;

    private final Duration idle;
    private final Supplier<SSLContext> trust;

    /**
     * @param idle how long the other side may say nothing
     * @param trust whom to believe who they are; asked when it is first needed, for it takes its time
     */
    WebConnections(Duration idle, Supplier<SSLContext> trust) {
        this.idle = idle;
        this.trust = trust;
    }

    private Registry<TlsSocketStrategy> tls() {
        return RegistryBuilder.<TlsSocketStrategy>create()
                .register("https", new DefaultClientTlsStrategy(trust.get()))
                .build();
    }

    /** A client that reaches the addresses and nothing else, and does one request without following or repeating it. */
    CloseableHttpClient open(List<InetAddress> addresses, Abort abort) {
        Timeout timeout = Timeout.of(idle);
        BasicHttpClientConnectionManager manager = new BasicHttpClientConnectionManager(
                new DefaultHttpClientConnectionOperator(
                        // Not by way of a proxy of the JVM's settings either.
                        proxy -> abort.watch(new Socket(Proxy.NO_PROXY)),
                        null,
                        new Fixed(addresses),
                        tls()),
                ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build());
        manager.setConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(timeout)
                .setSocketTimeout(timeout)
                .build());
        manager.setTlsConfig(TlsConfig.custom().setHandshakeTimeout(timeout).build());
        return HttpClients.custom()
                .setConnectionManager(manager)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Hearth")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    /** What it means that a request failed so. */
    FetchFailure failure(IOException failure) {
        String detail = String.valueOf(failure.getMessage());
        if (failure instanceof ConnectTimeoutException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException) {
            return FetchFailure.passing(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_CONNECT, detail);
        }
        if (failure instanceof SocketTimeoutException) {
            return FetchFailure.lasting(ErrorCode.TIMED_OUT, Message.WHY_FETCH_IDLE, idle.toMillis());
        }
        if (failure instanceof SSLException) {
            return FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_TLS, detail);
        }
        if (failure instanceof ClientProtocolException || failure instanceof MessageConstraintException) {
            String cause = failure.getCause() == null
                    ? detail
                    : String.valueOf(failure.getCause().getMessage());
            return FetchFailure.lasting(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_ANSWER, cause);
        }
        return FetchFailure.passing(ErrorCode.NOT_AVAILABLE, Message.WHY_FETCH_CUT, detail);
    }

    /** Asks nobody: what the name means was asked when it was checked, and may mean something else by now. */
    private record Fixed(List<InetAddress> addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) {
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public List<InetSocketAddress> resolve(String host, int port) {
            return addresses.stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }
    }
}
