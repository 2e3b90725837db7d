package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.server.config.BindAddress;
import io.hearth.server.error.GatewayException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAddressesTest {

    private static final int PORT = 8090;

    private static boolean allows(
            String bound, @Nullable SSLContext tls, String publicUrl, String host, String origin) {
        Optional<URI> url = publicUrl.isEmpty() ? Optional.empty() : Optional.of(URI.create(publicUrl));
        return allows(bound, tls, url, Optional.empty(), host, origin);
    }

    private static boolean allows(
            String bound,
            @Nullable SSLContext tls,
            Optional<URI> url,
            Optional<URI> gatewayUrl,
            String host,
            String origin) {
        OwnAddresses own = OwnAddresses.of(new HttpOptions(
                new BindAddress(bound), PORT, tls, List.of(), url, gatewayUrl, "default", "default", 1, 1));
        try {
            own.check(PORT, host.isEmpty() ? List.of() : List.of(host), origin.isEmpty() ? List.of() : List.of(origin));
            return true;
        } catch (GatewayException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '', 127.0.0.1:8090, '', true",
        "127.0.0.1, '', localhost:8090, http://127.0.0.1:8090, true",
        "127.0.0.1, '', 127.0.0.1:8090, https://127.0.0.1:8090, false",
        "127.0.0.1, '', 127.0.0.2:8090, '', false",
        "127.0.0.2, '', 127.0.0.2:8090, '', true",
        "127.0.0.1, '', spark.example.org, '', false",
        "127.0.0.1, https://spark.example.org, spark.example.org, https://spark.example.org, true",
        "127.0.0.1, https://spark.example.org, 127.0.0.1:8090, https://spark.example.org, true",
        "127.0.0.1, https://spark.example.org, spark.example.org, https://evil.example, false",
        "127.0.0.1, https://spark.example.org, evil.example, '', false",
        "0.0.0.0, '', spark.example.org:8090, '', true",
        "0.0.0.0, '', spark.example.org:8090, http://spark.example.org:8090, true",
        "0.0.0.0, '', spark.example.org:8090, http://evil.example, false",
        "0.0.0.0, '', spark.example.org:8090, 'null', false",
        "0.0.0.0, https://spark.example.org, 10.0.0.7:8090, https://spark.example.org, true",
        "0.0.0.0, '', '', '', false"
    })
    void hostAndOriginDecide(String bound, String publicUrl, String host, String origin, boolean allowed) {
        assertThat(allows(bound, null, publicUrl, host, origin)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway-1.example.org:9000, '', true",
        "gateway-1.example.org:8090, '', false",
        "127.0.0.1:8090, http://gateway-1.example.org:9000, false"
    })
    void driversComeToTheGatewaysUrlAndNoPageIsThere(String host, String origin, boolean allowed) {
        Optional<URI> url = Optional.of(URI.create("http://gateway-1.example.org:9000"));
        assertThat(allows("127.0.0.1", null, Optional.empty(), url, host, origin))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:8090, https://127.0.0.1:8090, true",
        "127.0.0.1, 127.0.0.1:8090, http://127.0.0.1:8090, false",
        "10.0.0.7, spark.example.org:8090, https://spark.example.org:8090, true",
        "10.0.0.7, spark.example.org:8090, http://spark.example.org:8090, false"
    })
    void withTlsOriginsAreHttps(String bound, String host, String origin, boolean allowed) throws Exception {
        assertThat(allows(bound, SSLContext.getDefault(), "", host, origin)).isEqualTo(allowed);
    }
}
