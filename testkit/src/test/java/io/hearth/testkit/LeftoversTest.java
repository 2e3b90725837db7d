package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.EndCause;
import io.hearth.api.PackageKind;
import io.hearth.api.ResourceClass;
import io.hearth.api.SessionState;
import io.hearth.api.StatementKind;
import io.hearth.api.StatementState;
import io.hearth.api.channel.SessionPackage;
import io.hearth.server.objects.ContentIndex;
import io.hearth.server.objects.Contents;
import io.hearth.server.objects.OutputIndex;
import io.hearth.server.objects.SessionObjects;
import io.hearth.server.retention.Leftovers;
import io.hearth.server.retention.Removal;
import io.hearth.server.retention.Removals;
import io.hearth.server.retention.Turn;
import io.hearth.server.session.Restoration;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.SessionStore;
import io.hearth.server.session.Statement;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiContentIndex;
import io.hearth.server.store.JdbiLeftovers;
import io.hearth.server.store.JdbiOutputIndex;
import io.hearth.server.store.JdbiSessionStore;
import io.hearth.server.store.JdbiTurn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows that retention removes, and whose turn it is, in the embedded database. */
class LeftoversTest {

    private static final String DIGEST = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);

    @TempDir
    private Path directory;

    private Database database;
    private SessionStore sessions;
    private Leftovers leftovers;

    Database openDatabase() {
        return Database.open(Database.embedded(directory), null, null);
    }

    @BeforeEach
    void open() {
        database = openDatabase();
        sessions = new JdbiSessionStore(database, new SessionChanges());
        leftovers = new JdbiLeftovers(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void insert(String id, SessionState state, long updatedAt) {
        EndCause cause = state.isFinal() ? EndCause.DELETED : null;
        sessions.run(transaction -> transaction
                .sessions()
                .insert(new Session(
                        id,
                        0,
                        "p",
                        "anna",
                        SamplePlan.ON_DEFAULT_QUEUE,
                        state,
                        null,
                        null,
                        1,
                        updatedAt,
                        0,
                        null,
                        cause,
                        null)));
    }

    @Test
    void sessionsAreFoundInTheOrderOfTheirEnds() {
        insert("s3", SessionState.DEAD, 30);
        insert("s1", SessionState.SUCCESS, 10);
        insert("s2", SessionState.ERROR, 20);
        insert("s4", SessionState.SHUTTING_DOWN, 5);
        insert("s5", SessionState.NOT_STARTED, 0);

        assertThat(leftovers.sessionsOver(20, 10)).containsExactly("s1", "s2");
        assertThat(leftovers.sessionsOver(30, 2)).containsExactly("s1", "s2");
        assertThat(leftovers.sessionsOver(9, 10)).isEmpty();
    }

    @Test
    void aSessionGoesWithAllItsRowsHoweverManyTheyAre() {
        insert("s1", SessionState.SUCCESS, 10);
        insert("s2", SessionState.SUCCESS, 10);
        sessions.run(transaction -> {
            for (int i = 0; i < 230; i++) {
                transaction
                        .submissions()
                        .insert(
                                new Statement(
                                        "s1", i, StatementKind.SPARK, "1", StatementState.CANCELLED, 0, null, false),
                                5);
            }
            for (int i = 0; i < 2_100; i++) {
                transaction.events().append("s1", new SessionEvent(i, "notice", null));
            }
            transaction.events().append("s2", new SessionEvent(1, "queued", null));
            transaction
                    .restorations()
                    .save(
                            "s1",
                            new Restoration(
                                    1,
                                    List.of(4L),
                                    Restoration.Progress.DONE,
                                    EndCause.LOST,
                                    "",
                                    new Restoration.Numbers(1, List.of(7)),
                                    new Restoration.Losses(0, List.of())));
        });

        OutputIndex outputs = new JdbiOutputIndex(database);
        outputs.add("s1", 0, new OutputIndex.Piece(0, 5, "outputs/s1/0-0-5"));
        outputs.add("s1", 229, new OutputIndex.Piece(0, 7, "outputs/s1/229-0-7"));
        assertThat(outputs.lengthOfAll("s1")).isEqualTo(12);

        assertThat(leftovers.removeSession("s1")).isTrue();
        assertThat(leftovers.removeSession("s1")).isFalse();

        assertThat(outputs.lengthOfAll("s1")).isZero();

        assertThat(sessions.session("p", "s1")).isEmpty();
        sessions.run(transaction -> {
            assertThat(transaction.statements().count("s1")).isZero();
            assertThat(transaction.events().of("s1")).isEmpty();
            assertThat(transaction.events().of("s2")).hasSize(1);
        });
    }

    @Test
    void aSessionThatIsOpenIsNotRemoved() {
        insert("s1", SessionState.IDLE, 10);

        assertThat(leftovers.removeSession("s1")).isFalse();
        assertThat(sessions.session("p", "s1")).isPresent();
    }

    @Test
    void aSessionWhoseObjectsCannotBeRemovedKeepsItsRowsAndHoldsUpNoOther() throws IOException {
        for (int i = 10; i < 35; i++) {
            insert("s" + i, SessionState.SUCCESS, i);
        }
        Removal.Step sessionsStep = Removals.of(
                        leftovers,
                        new SessionObjects(new PartlyOutOfReach("/s10")),
                        new Contents(new PartlyOutOfReach(""), new JdbiContentIndex(database)),
                        Optional.of(Duration.ofMillis(1)),
                        Optional.empty(),
                        () -> 0,
                        Clock.systemUTC())
                .stream()
                .filter(removal -> removal.kind().equals("sessions"))
                .findFirst()
                .orElseThrow()
                .step();

        assertThat(sessionsStep.remove()).isEqualTo(19);
        assertThat(sessionsStep.remove()).isEqualTo(5);
        assertThatThrownBy(sessionsStep::remove).isInstanceOf(IOException.class);

        assertThat(leftovers.sessionsOver(999, 10)).containsExactly("s10");
    }

    @Test
    void theTurnIsOfOneUntilItsTimeIsOver() {
        Turn turn = new JdbiTurn(database);

        assertThat(turn.take("a", 100, 200)).isTrue();
        assertThat(turn.take("b", 199, 300)).isFalse();
        assertThat(turn.extend("a", 250)).isTrue();
        assertThat(turn.take("b", 200, 300)).isFalse();
        assertThat(turn.take("b", 250, 350)).isTrue();
        assertThat(turn.extend("a", 900)).isFalse();
        assertThat(turn.take("a", 300, 400)).isFalse();
    }

    @Test
    void contentIsRemovedWhenNothingHasItForLongEnough() throws IOException {
        ContentIndex index = new JdbiContentIndex(database);
        index.expect(DIGEST);
        index.pin(OTHER);
        index.expect(OTHER);
        index.mark(100);
        index.mark(150);

        assertThat(index.unreferenced(99, 10)).isEmpty();
        assertThat(index.unreferenced(100, 10)).containsExactly(DIGEST);
        assertThat(index.remove(DIGEST, 99, () -> {
                    throw new IllegalStateException("not yet");
                }))
                .isFalse();
        assertThat(index.remove(OTHER, 999, () -> {
                    throw new IllegalStateException("never");
                }))
                .isFalse();
        assertThat(index.remove(DIGEST, 100, () -> {})).isTrue();
        assertThat(index.unreferenced(999, 10)).isEmpty();
    }

    @Test
    void contentOfAnOpenSessionStaysAsLongAsThat() {
        ContentIndex index = new JdbiContentIndex(database);
        index.expect(DIGEST);
        index.mark(100);
        SessionPlan plan = new SessionPlan(
                "default",
                ResourceClass.A,
                ResourceClass.A.sizes(),
                8,
                3,
                Map.of(),
                null,
                3600,
                List.of(),
                false,
                List.of(new SessionPackage("g/a.jar", PackageKind.JAR, DIGEST, 5)));
        Session open =
                new Session("s1", 0, "p", "anna", plan, SessionState.IDLE, null, null, 1, 1, 1, null, null, null);
        sessions.run(transaction -> transaction.sessions().insert(open));
        assertThat(index.unreferenced(999, 10)).isEmpty();

        Session over = new Session(
                "s1", 0, "p", "anna", plan, SessionState.DEAD, null, null, 1, 2, 0, null, EndCause.LOST, null);
        sessions.run(transaction -> transaction.sessions().update(over));

        assertThat(index.unreferenced(999, 10)).containsExactly(DIGEST);
    }

    @Test
    void contentWhoseBytesCannotBeRemovedIsFoundAgain() {
        ContentIndex index = new JdbiContentIndex(database);
        index.expect(DIGEST);
        index.mark(100);

        assertThatThrownBy(() -> index.remove(DIGEST, 100, () -> {
                    throw new IOException("out of reach");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("out of reach");

        assertThat(index.unreferenced(100, 10)).containsExactly(DIGEST);
    }

    @Test
    void whoWantsContentThatIsBeingRemovedWaitsAndStoresItAnew() throws Exception {
        ContentIndex index = new JdbiContentIndex(database);
        index.expect(DIGEST);
        index.mark(100);
        CountDownLatch removing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> removed = CompletableFuture.supplyAsync(() -> {
            try {
                return index.remove(DIGEST, 100, () -> {
                    removing.countDown();
                    assertThat(await(goOn)).isTrue();
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(await(removing)).isTrue();
        CompletableFuture<Void> expected = CompletableFuture.runAsync(() -> index.expect(DIGEST));

        assertThatThrownBy(() -> expected.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        goOn.countDown();

        assertThat(removed.get(30, TimeUnit.SECONDS)).isTrue();
        expected.get(30, TimeUnit.SECONDS);
        index.mark(200);
        assertThat(index.unreferenced(200, 10)).containsExactly(DIGEST);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
