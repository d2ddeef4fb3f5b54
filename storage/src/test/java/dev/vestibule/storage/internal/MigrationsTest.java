package dev.vestibule.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.storage.StorageException;
import dev.vestibule.storage.internal.Migrations.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final Script FIRST = new Script(1, "V001__first.sql", "create table if not exists a (n integer)");
    private static final Script SECOND = new Script(2, "V002__second.sql",
            "create table if not exists b (n integer); create index if not exists c on b (n)");

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager
                .getConnection("jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private void apply(Script... scripts) throws SQLException {
        new Migrations(List.of(scripts)).apply(connection, "the database");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void eachStepIsAppliedOnce() throws SQLException {
        apply(FIRST);
        execute("insert into a values (1)");
        apply(FIRST, SECOND);
        apply(FIRST, SECOND);
        execute("insert into b select n from a");
    }

    @Test
    void aLaterVersionIsRefused() throws SQLException {
        apply(FIRST, SECOND);
        assertThatThrownBy(() -> apply(FIRST)).isInstanceOf(StorageException.class)
                .hasMessage("Schema version 2 of the database is later than 1, the last this server knows: "
                        + "start a newer server.");
    }

    @Test
    void aStepThatWasEditedIsRefused() throws SQLException {
        apply(FIRST);
        assertThatThrownBy(() -> apply(new Script(1, FIRST.name(), FIRST.sql() + ";")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Schema version 1 of the database was made by another text of V001__first.sql");
    }

    @Test
    void everyStepCanRunAgainAfterItWasCutOff() throws SQLException {
        new Migrations().apply(connection, "the database");
        execute("delete from schema_versions");
        new Migrations().apply(connection, "the database");
        execute("insert into stream_head (id, position) select 2, position from stream_head");
    }

    @Test
    void everyScriptThatShipsIsKnownInOrder() throws Exception {
        Path folder = Path.of(getClass().getResource("/dev/vestibule/storage/migrations").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
                    .isEqualTo(Migrations.SCRIPTS);
        }
    }
}
