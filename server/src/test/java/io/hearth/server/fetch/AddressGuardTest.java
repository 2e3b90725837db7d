package io.hearth.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.config.FetchTarget;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static AddressGuard allowing(String... targets) {
        return new AddressGuard(Stream.of(targets).map(FetchTarget::parse).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255", "2606:4700::1111"})
    void publicAddressesAreReached(String address) throws Exception {
        assertThat(allowing().addresses(address, 443)).containsExactly(InetAddress.getAllByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "localhost",
                "localhost.",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::ffff:0:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2130706433",
                "127.1"
            })
    void othersAreNot(String host) {
        assertThatThrownBy(() -> allowing().addresses(host, 80)).isInstanceOf(FetchFailure.class);
    }

    /** Other programs read these as inward addresses; here they are names, or public addresses, or no addresses at all. */
    @ParameterizedTest
    @ValueSource(strings = {"0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1"})
    void whatIsReadInDifferentWaysLeadsNowhereInward(String host) {
        assertThat(reached(host)).allMatch(AddressGuard::isPublic);
    }

    private static List<InetAddress> reached(String host) {
        try {
            return allowing().addresses(host, 80);
        } catch (FetchFailure e) {
            return List.of();
        }
    }

    @Test
    void theOperatorAllowsRangesAndPlaces() throws Exception {
        assertThat(allowing("127.0.0.0/8").addresses("127.0.0.1", 1)).hasSize(1);
        assertThat(allowing("127.0.0.1").addresses("127.0.0.1", 1)).hasSize(1);
        assertThat(allowing("127.0.0.1:8080").addresses("127.0.0.1", 8080)).hasSize(1);
        assertThat(allowing("127.0.0.1:8080").addresses("localhost", 8080)).hasSize(1);
        assertThat(allowing("localhost:8080").addresses("LOCALHOST", 8080)).isNotEmpty();
        assertThat(allowing("[::1]:8080").addresses("::1", 8080)).hasSize(1);
        assertThat(allowing("::1").addresses("::1", 8080)).hasSize(1);
        assertThat(allowing("10.0.0.0/8", "fd00::/8").addresses("fd00::1", 8080))
                .hasSize(1);
    }

    @Test
    void andNothingBeyond() {
        assertThatThrownBy(() -> allowing("127.0.0.1:8080").addresses("127.0.0.1", 8081))
                .isInstanceOf(FetchFailure.class);
        assertThatThrownBy(() -> allowing("127.0.0.1:8080").addresses("127.0.0.2", 8080))
                .isInstanceOf(FetchFailure.class);
        assertThatThrownBy(() -> allowing("other:8080").addresses("localhost", 8080))
                .isInstanceOf(FetchFailure.class);
        assertThatThrownBy(() -> allowing("10.0.0.0/8").addresses("127.0.0.1", 80))
                .isInstanceOf(FetchFailure.class);
    }
}
