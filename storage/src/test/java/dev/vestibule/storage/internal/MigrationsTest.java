package dev.vestibule.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.storage.StorageException;
import dev.vestibule.storage.internal.Migrations.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
        String schema = Stream.of(scripts).map(Script::sql).collect(Collectors.joining(";"));
        new Migrations(List.of(scripts), schema).apply(connection, "the database");
    }

    /** Every column, index and constraint, in words that two databases share if they have the same. */
    private List<String> description() throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet columns = statement.executeQuery("""
                    select table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
                    from information_schema.columns where table_schema = 'public'""")) {
                while (columns.next()) {
                    lines.add("column %s.%s %s(%s) null: %s, default: %s".formatted(columns.getString(1),
                            columns.getString(2), columns.getString(3), columns.getString(4), columns.getString(5),
                            columns.getString(6)));
                }
            }
            try (ResultSet indexes = statement.executeQuery("""
                    -- an index that stands for a constraint has a name that H2 counts up
                    select table_name, regexp_replace(index_name, '(primary_key|_index)_.*', '$1', 'i'),
                        ordinal_position, column_name
                    from information_schema.index_columns where table_schema = 'public'""")) {
                while (indexes.next()) {
                    lines.add("index %s.%s %d: %s".formatted(indexes.getString(1), indexes.getString(2),
                            indexes.getInt(3), indexes.getString(4)));
                }
            }
        }
        return lines;
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
    void aNewDatabaseGetsTheTablesThatAllStepsComeTo() throws SQLException {
        new Migrations().apply(connection, "the database");
        List<String> whole = description();
        connection.close();
        connect();
        execute("create table stream_head (id smallint primary key, position bigint not null)");
        new Migrations().apply(connection, "the database");
        assertThat(whole).as("schema.sql makes what the steps make").hasSizeGreaterThan(100)
                .containsExactlyInAnyOrderElementsOf(description());
    }

    @Test
    void aNewDatabaseHasSeenEveryStep() throws SQLException {
        new Migrations().apply(connection, "the database");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from schema_versions order by version")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            assertThat(names).isEqualTo(Migrations.SCRIPTS);
        }
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
