package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hearth.api.EndCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.jdk.javaapi.OptionConverters;

/** What really is thrown when a Spark cannot start. */
class StartFailureTest {

    @TempDir
    private Path directory;

    private StartFailure start(Map<String, String> wrong) throws IOException {
        Map<String, String> conf = new HashMap<>(Map.of(
                "spark.master", "local[1]",
                "spark.app.name", "test",
                "spark.ui.enabled", "false",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.driver.memory", "1g"));
        conf.putAll(wrong);
        Throwable thrown = catchThrowable(() -> startAndStop(conf, ScratchSpace.below(directory)));
        assertThat(thrown).isNotNull();
        return StartFailure.of(thrown, conf);
    }

    private static void startAndStop(Map<String, String> conf, ScratchSpace scratch) {
        try {
            SparkStart.start(conf, scratch);
        } finally {
            OptionConverters.toJava(SparkContext$.MODULE$.getActive()).ifPresent(SparkContext::stop);
        }
    }

    @Test
    void aFullDiskThatIsOnlyTextIsOne() {
        Throwable thrown = new IllegalStateException("no imports: java.io.IOException: No space left on device");

        StartFailure failure = StartFailure.of(thrown, Map.of());

        assertThat(failure.cause()).isEqualTo(EndCause.NO_SPACE);
        assertThat(failure.detail()).isEqualTo(thrown.getMessage());
    }

    @Test
    void aPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            StartFailure failure = start(Map.of("spark.driver.port", port, "spark.port.maxRetries", "0"));

            assertThat(failure.cause()).isEqualTo(EndCause.PORT_TAKEN);
            assertThat(failure.detail())
                    .startsWith("spark.driver.port is " + port + ": ")
                    .contains("Address already in use");
        }
    }

    @Test
    void anAddressIsNotOfThisMachine() throws Exception {
        StartFailure failure = start(Map.of("spark.driver.bindAddress", "192.0.2.1", "spark.port.maxRetries", "0"));

        assertThat(failure.cause()).isEqualTo(EndCause.CONF_REJECTED);
        assertThat(failure.detail())
                .startsWith("spark.driver.bindAddress: ")
                .contains("Cannot assign requested address");
    }

    @ParameterizedTest
    @CsvSource({
        "spark.serializer",
        "spark.shuffle.manager",
        "spark.extraListeners",
        "spark.sql.queryExecutionListeners",
    })
    void aClassIsMissing(String key) throws Exception {
        StartFailure failure = start(Map.of(key, "no.such.Thing"));

        assertThat(failure)
                .isEqualTo(new StartFailure(EndCause.CLASS_MISSING, "no.such.Thing, which " + key + " names"));
    }

    @Test
    void aClassOfAClassIsMissing() {
        Throwable thrown = new IllegalStateException(new NoClassDefFoundError("com/example/Base"));

        assertThat(StartFailure.of(thrown, Map.of()))
                .isEqualTo(new StartFailure(EndCause.CLASS_MISSING, "com.example.Base"));
        assertThat(StartFailure.of(new NoClassDefFoundError("Could not initialize class a.B"), Map.of())
                        .cause())
                .isEqualTo(EndCause.LAUNCH_FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "spark.task.cpus,two",
        "spark.memory.fraction,2.5",
        "spark.memory.offHeap.size,-5",
        "spark.network.timeout,soon",
        "spark.scheduler.mode,sometimes",
        "spark.extraListeners,java.lang.String",
        "spark.sql.queryExecutionListeners,java.lang.String",
        "spark.sql.shuffle.partitions,abc",
        "spark.sql.session.timeZone,Nowhere/Town",
        "spark.sql.catalogImplementation,flat",
    })
    void aPropertyIsRejected(String key, String value) throws Exception {
        StartFailure failure = start(Map.of(key, value));

        assertThat(failure.cause()).as(failure.detail()).isEqualTo(EndCause.CONF_REJECTED);
        assertThat(failure.detail()).startsWith(key + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "spark.eventLog.dir,file:///no/such,spark.eventLog.enabled,true",
        "spark.scheduler.allocation.file,/no/such,spark.scheduler.mode,FAIR",
    })
    void aFileIsNotThere(String key, String file, String switchKey, String on) throws Exception {
        StartFailure failure = start(Map.of(key, file, switchKey, on));

        assertThat(failure.cause()).as(failure.detail()).isEqualTo(EndCause.CONF_REJECTED);
        assertThat(failure.detail()).startsWith(key + ": ").contains("/no/such");
    }

    @Test
    void aPropertyThatIsOnlyPartOfWhatIsNamedIsNotMeant() {
        Throwable thrown = new IllegalArgumentException("spark.task.cpus.more should be int, my.spark.task.cpus too");

        assertThat(StartFailure.of(thrown, Map.of("spark.task.cpus", "1")).cause())
                .isEqualTo(EndCause.LAUNCH_FAILED);
        assertThat(StartFailure.of(
                        new IllegalArgumentException("requirement failed: spark.task.cpus."),
                        Map.of("spark.task.cpus", "1", "spark.task", "")))
                .isEqualTo(new StartFailure(
                        EndCause.CONF_REJECTED, "spark.task.cpus: requirement failed: spark.task.cpus."));
    }

    @Test
    void aMasterThatIsNoneIsOnlyAFailedLaunch() throws Exception {
        StartFailure failure = start(Map.of("spark.master", "nonsense"));

        assertThat(failure.cause()).isEqualTo(EndCause.LAUNCH_FAILED);
        assertThat(failure.detail()).contains("org.apache.spark.SparkException", "nonsense");
    }

    @Test
    void aDiskIsFull() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full");

        Throwable thrown = catchThrowable(() -> Files.write(full, new byte[10_000]));
        StartFailure failure = StartFailure.of(
                new IllegalStateException("it failed", new UncheckedIOException((IOException) thrown)), Map.of());

        assertThat(failure.cause()).isEqualTo(EndCause.NO_SPACE);
        assertThat(failure.detail()).isEqualTo(thrown.getMessage());
    }

    @Test
    void whatIsThrownMayBeMean() {
        Throwable outer = new IllegalStateException("outer");
        Throwable inner = new IllegalStateException("inner", outer);
        outer.initCause(inner);
        Throwable mute = new IOException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("no cause");
            }
        };

        assertThat(StartFailure.of(outer, Map.of()).detail()).isEqualTo("java.lang.IllegalStateException: outer");
        assertThat(StartFailure.of(mute, Map.of("spark.x", "y")).cause()).isEqualTo(EndCause.LAUNCH_FAILED);
    }

    @Test
    void aLocalDirectoryCannotBeMade() throws Exception {
        Path blocked = Files.createFile(directory.resolve("blocked"));

        StartFailure failure = LocalDirectory.refusal(blocked.resolve("local"));

        assertThat(failure.cause()).isEqualTo(EndCause.LAUNCH_FAILED);
        assertThat(failure.detail()).startsWith("Spark could not make its directories in " + blocked);
        assertThat(LocalDirectory.refusal(directory.resolve("new")).cause()).isEqualTo(EndCause.LAUNCH_FAILED);
        assertThat(directory.resolve("new")).isEmptyDirectory();
    }
}
