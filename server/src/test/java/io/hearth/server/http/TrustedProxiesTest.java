package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.server.config.AddressRange;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    private final TrustedProxies proxies =
            new TrustedProxies(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | 203.0.113.9 | 203.0.113.9",
                "10.0.0.1 | 198.51.100.1, 203.0.113.9 | 203.0.113.9",
                "10.0.0.1 | 198.51.100.1, 203.0.113.9 , 10.0.0.2 | 203.0.113.9",
                "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
                "::1 | 2001:db8::7 | 2001:db8::7",
                "10.0.0.1 | '' | 10.0.0.1",
                "10.0.0.1 | unknown | 10.0.0.1",
                "10.0.0.1 | 198.51.100.1, , 10.0.0.2 | 10.0.0.2",
                "10.0.0.1 | 203.0.113.9:4711 | 10.0.0.1",
                "203.0.113.9 | 127.0.0.1 | 203.0.113.9"
            })
    void theSenderIsTheLastThatNoTrustedProxyIs(String peer, String forwarded, String sender) throws Exception {
        assertThat(proxies.sender(InetAddress.getByName(peer), forwarded)).isEqualTo(InetAddress.getByName(sender));
    }
}
