package io.hearth.server.auth;

import static io.hearth.server.auth.TestAuth.assertHasToWait;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HashingPlacesTest {

    @Test
    void whoFindsNoPlaceIsToldToComeBack() {
        HashingPlaces places = new HashingPlaces(1, Duration.ofMillis(1));

        int answer = places.in(() -> {
            assertHasToWait(() -> places.in(() -> 2), Duration.ofSeconds(1));
            return 1;
        });
        assertThat(answer).isEqualTo(1);
        assertThat(places.in(() -> 3)).as("the place is free again").isEqualTo(3);
    }
}
