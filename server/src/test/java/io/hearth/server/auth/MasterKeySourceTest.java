package io.hearth.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiAuthStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeySourceTest {

    private final Database database =
            Database.open("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", null, null);
    private final AuthStore store = new JdbiAuthStore(database);

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = directory.resolve("master.key");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private MasterKey open(Optional<String> setting) {
        return new MasterKeySource(store, directory, new RandomTexts(new SecureRandom())).open(setting);
    }

    private void assertStartFails(Optional<String> setting, String reason) {
        assertThatExceptionOfType(MasterKeyException.class)
                .isThrownBy(() -> open(setting))
                .withMessageContaining(reason);
    }

    private Optional<String> check() {
        return store.inTransaction(transaction -> transaction.authority().masterKeyCheck());
    }

    @Test
    void theFirstStartMakesAFileForItsOwnerAlone() throws IOException {
        MasterKey key = open(Optional.empty());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
        assertThat(check()).contains(key.check());
        assertThat(open(Optional.empty()).check()).isEqualTo(key.check());
    }

    @Test
    void theKeyOfTheFileMayMoveToTheSetting() throws IOException {
        MasterKey key = open(Optional.empty());
        String text = Files.readString(file);
        Files.delete(file);

        assertThat(open(Optional.of(text)).check()).isEqualTo(key.check());
        assertThat(file).doesNotExist();
    }

    @Test
    void anotherKeyStopsTheStartAndChangesNothing() throws IOException {
        open(Optional.empty());
        Optional<String> before = check();

        assertStartFails(Optional.of(Base64.getEncoder().encodeToString(new byte[32])), "not the one");
        Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
        assertStartFails(Optional.empty(), "not the one");
        assertThat(check()).isEqualTo(before);
    }

    @Test
    void aLostFileStopsTheStartAndIsNotMadeAnew() throws IOException {
        open(Optional.empty());
        Files.delete(file);

        assertStartFails(Optional.empty(), "is not there");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatOthersCanReadStopsTheStart() throws IOException {
        open(Optional.empty());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertStartFails(Optional.empty(), "chmod 600");
    }

    @Test
    void whatIsNoKeyStopsTheStart() throws IOException {
        assertStartFails(Optional.of("short"), "32 bytes as base64");
        assertStartFails(Optional.of(Base64.getEncoder().encodeToString(new byte[31])), "32 bytes as base64");
        open(Optional.empty());
        Files.writeString(file, "");
        assertStartFails(Optional.empty(), "does not hold a master key");
    }

    @Test
    void aDirectoryThatIsNotThereStopsTheStart() {
        Path missing = directory.resolve("missing");

        assertThatExceptionOfType(MasterKeyException.class)
                .isThrownBy(() -> new MasterKeySource(store, missing, new RandomTexts(new SecureRandom()))
                        .open(Optional.empty()));
        assertThat(check()).isEmpty();
    }
}
