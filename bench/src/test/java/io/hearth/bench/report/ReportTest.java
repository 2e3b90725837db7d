package io.hearth.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Result WITHIN = Result.median("cold", "POST to idle", Quantity.SECONDS, Samples.of(8, 9, 10))
            .against(new Baseline("bare driver", 6))
            .within(new Limit.AtMost(10));

    private static final Result BEYOND = Result.median("warm", "1+1", Quantity.MILLISECONDS, Samples.of(50))
            .against(new Baseline("bare interpreter", 25))
            .within(new Limit.AtMostTimes(1.5));

    private static final Result FREE = Result.of("get", "GET of a session", Quantity.PER_SECOND, 2000);

    @Test
    void aLimitBelowIsMissedByWhatDoesNotReachIt() {
        assertThat(FREE.within(new Limit.AtLeast(2000)).isMiss()).isFalse();
        assertThat(FREE.within(new Limit.AtLeast(2001)).isMiss()).isTrue();
        assertThat(MarkdownReport.write(report(FREE.within(new Limit.AtLeast(2001)))))
                .contains("| at least 2001 /s | MISS |");
    }

    private static Report report(Result... results) {
        return new Report(
                Instant.parse("2026-01-02T03:04:05Z"),
                "abc",
                Map.of("cores", "2"),
                List.of("busy"),
                List.of(results),
                Map.of("cold", "With a clock."),
                List.of(new Failure("rss", "no gateway")));
    }

    @Test
    void aLimitIsMissedWhenItIsExceeded() {
        assertThat(WITHIN.isMiss()).isFalse();
        assertThat(BEYOND.isMiss()).isTrue();
        assertThat(FREE.isMiss()).isFalse();
        assertThat(report(WITHIN, FREE).hasMiss()).isFalse();
        assertThat(report(WITHIN, BEYOND).hasMiss()).isTrue();
    }

    @Test
    void peopleReadATable() {
        assertThat(MarkdownReport.write(report(WITHIN, BEYOND, FREE))).isEqualTo("""
                # Results of the benchmark

                Measured 2026-01-02T03:04:05Z at revision abc.

                - cores: 2

                **Warning**: busy.

                | row  | what             | value    | limit                  |      | ratio                               | more                 |
                |------|------------------|----------|------------------------|------|-------------------------------------|----------------------|
                | cold | POST to idle     | 9.00 s   | 10.00 s                | ok   | 1.50 × 6.00 s of bare driver        | min 8.00, max 10.00  |
                | warm | 1+1              | 50.00 ms | 1.5 × bare interpreter | MISS | 2.00 × 25.00 ms of bare interpreter | min 50.00, max 50.00 |
                | get  | GET of a session | 2000 /s  |                        |      |                                     |                      |

                How:

                - **cold**: With a clock.

                **rss could not be measured**: no gateway
                """);
    }

    @Test
    void programsReadJson() {
        JsonNode json = JsonMapper.shared().readTree(JsonReport.write(report(WITHIN, BEYOND, FREE)));

        JsonNode warm = json.path("results").path(1);
        assertThat(warm.path("limit").asDouble()).isEqualTo(37.5);
        assertThat(warm.path("met").asBoolean()).isFalse();
        assertThat(warm.path("ratio").asDouble()).isEqualTo(2);
        assertThat(json.path("results").path(0).path("samples").size()).isEqualTo(3);
        assertThat(json.path("results").path(2).has("met")).isFalse();
        assertThat(json.path("failures").path(0).path("row").asString()).isEqualTo("rss");
    }
}
