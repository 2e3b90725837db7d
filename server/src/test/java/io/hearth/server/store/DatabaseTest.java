package io.hearth.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.error.GatewayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final int COMMITS = 1_000;
    private static final int COMMITS_PER_COPY = 15;
    private static final int LONGEST_TEXT = 30_000;

    @TempDir
    private Path directory;

    /**
     * A copy of the file is what a gateway that is killed leaves. Old versions give their space free at once here, which
     * takes 45 seconds otherwise: a commit that lands in space that was used before is the one that can be lost.
     */
    @Test
    void aCommitThatWasAnsweredIsInTheFile() throws Exception {
        Random random = new Random(1);
        try (Database database = open(directory.resolve("data"))) {
            database.jdbi().useHandle(handle -> {
                handle.execute("create table count (number int, text varchar)");
                handle.execute("insert into count values (0, '')");
            });
            for (int i = 1; i <= COMMITS; i++) {
                int number = i;
                String text = "x".repeat(random.nextInt(LONGEST_TEXT));
                database.jdbi()
                        .useTransaction(
                                handle -> handle.execute("update count set number = ?, text = ?", number, text));
                if (i % COMMITS_PER_COPY == 0) {
                    assertThat(numberInCopy(i)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void ofTwoTransactionsThatWaitForEachOtherOneIsToBeDoneAgain() throws Exception {
        try (Database database = open(directory.resolve("data"))) {
            database.jdbi().useHandle(handle -> {
                handle.execute("create table count (name char, number int)");
                handle.execute("insert into count values ('a', 0), ('b', 0)");
            });
            CountDownLatch begun = new CountDownLatch(2);

            CompletableFuture<Void> one = CompletableFuture.runAsync(() -> addOne(database, "a", begun, "b"));
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> addOne(database, "b", begun, "a"));

            CompletableFuture.allOf(one, other).handle((done, failure) -> null).get(30, TimeUnit.SECONDS);
            assertThat(Stream.of(one, other).filter(CompletableFuture::isCompletedExceptionally))
                    .singleElement()
                    .satisfies(lost -> assertThatThrownBy(lost::join)
                            .satisfies(failure -> assertThat(GatewayException.isForNow(failure))
                                    .isTrue())
                            .hasMessageContaining("nothing was kept of this"));
            assertThat(database.isTroubled()).isFalse();
            assertThat(numbers(database)).containsExactly(1, 1);
        }
    }

    private static void addOne(Database database, String first, CountDownLatch begun, String second) {
        Transactions.run(database, handle -> {
            handle.execute("update count set number = number + 1 where name = ?", first);
            begun.countDown();
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return handle.execute("update count set number = number + 1 where name = ?", second);
        });
    }

    private static List<Integer> numbers(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.select("select number from count order by name")
                        .mapTo(Integer.class)
                        .list());
    }

    private int numberInCopy(int i) throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy-" + i));
        Files.copy(directory.resolve("data").resolve("hearth.mv.db"), copy.resolve("hearth.mv.db"));
        return Jdbi.create(Database.embedded(copy))
                .withHandle(handle -> handle.select("select number from count")
                        .mapTo(Integer.class)
                        .one());
    }

    private static Database open(Path data) throws Exception {
        Files.createDirectories(data);
        return Database.open(Database.embedded(data) + ";RETENTION_TIME=0", null, null);
    }
}
