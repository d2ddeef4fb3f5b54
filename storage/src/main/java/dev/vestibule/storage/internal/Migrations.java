package dev.vestibule.storage.internal;

import dev.vestibule.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings a database to the schema of this version, step by step, and remembers which steps it has seen. An empty one
 * gets what they all come to at once: adding columns to tables that were made a moment ago takes longer than the rest.
 *
 * <p>H2 commits each statement that changes the schema by itself. A process killed in the middle of a step therefore
 * leaves half of it, and the next start runs the whole step again: every statement of a migration must be one that can
 * run twice ({@code create table if not exists}). A step that was applied is never edited; the checksum tells.
 */
public final class Migrations {
    private static final String OVERVIEWS = "V004__room_overviews.sql";

    private static final String RELATIONS = "V012__event_relations.sql";

    /** The steps in order, by name; a class path cannot be listed. */
    static final List<String> SCRIPTS = List.of("V001__event_and_membership_store.sql", "V002__account_flags.sql",
            "V003__media.sql", OVERVIEWS, "V005__redactions.sql", "V006__rate_overrides.sql",
            "V007__tokens_that_end.sql", "V008__what_sync_tells.sql", "V009__blocked_rooms.sql",
            "V010__purged_rooms.sql", "V011__erasures.sql", RELATIONS, "V013__backups_pushers_reports.sql",
            "V014__what_is_looked_up_by_other_columns.sql");

    private static final String FIRST_TABLE = "stream_head";

    /** What all steps come to. */
    static final String SCHEMA = "schema.sql";

    private static final String FOLDER = "/dev/vestibule/storage/";

    private final List<Script> scripts;
    private final String schema;

    /** The steps that this version of the server knows. */
    public Migrations() {
        this(SCRIPTS.stream().map(Migrations::script).toList(), text(SCHEMA));
    }

    /** @param schema what the steps come to */
    Migrations(List<Script> scripts, String schema) {
        this.scripts = List.copyOf(scripts);
        this.schema = schema;
    }

    /** @param version counts from 1 */
    record Script(int version, String name, String sql) {
        String checksum() {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-256", impossible);
            }
        }
    }

    /**
     * Applies what is missing.
     *
     * @param database what to call the database in a sentence
     * @throws StorageException if the database is of a later version, or a step it has seen was another one
     */
    void apply(Connection connection, String database) throws SQLException {
        Map<Integer, String> applied = applied(connection);
        for (int version : applied.keySet()) {
            if (version > scripts.size()) {
                throw new StorageException("Schema version " + version + " of " + database
                        + " is later than " + scripts.size() + ", the last this server knows: start a newer server.");
            }
        }
        if (applied.isEmpty() && !isBegun(connection)) {
            begin(connection);
            return;
        }
        for (Script script : scripts) {
            String seen = applied.get(script.version());
            if (seen == null) {
                run(connection, script);
            } else if (!seen.equals(script.checksum())) {
                throw new StorageException("Schema version " + script.version() + " of " + database
                        + " was made by another text of " + script.name() + " than this server has.");
            }
        }
    }

    private static Map<Integer, String> applied(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists schema_versions (
                        version  integer      primary key,
                        name     varchar(255) not null,
                        checksum varchar(64)  not null)""");
            Map<Integer, String> applied = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery("select version, checksum from schema_versions")) {
                while (rows.next()) {
                    applied.put(rows.getInt(1), rows.getString(2));
                }
            }
            connection.commit();
            return applied;
        }
    }

    /** Whether a start was cut off that had made some of the tables: only the steps complete those. */
    private static boolean isBegun(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, FIRST_TABLE, null)) {
            return tables.next();
        }
    }

    private void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(schema);
        }
        for (Script script : scripts) {
            remember(connection, script);
        }
        connection.commit();
    }

    private static void run(Connection connection, Script script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script.sql());
        }
        if (script.name().equals(OVERVIEWS)) {
            RoomOverviewFilling.fill(connection);
        } else if (script.name().equals(RELATIONS)) {
            RelationFilling.fill(connection);
        }
        remember(connection, script);
        connection.commit();
    }

    private static void remember(Connection connection, Script script) throws SQLException {
        try (PreparedStatement row = connection
                .prepareStatement("insert into schema_versions (version, name, checksum) values (?, ?, ?)")) {
            row.setInt(1, script.version());
            row.setString(2, script.name());
            row.setString(3, script.checksum());
            row.executeUpdate();
        }
    }

    private static Script script(String name) {
        return new Script(Integer.parseInt(name.substring(1, 4)), name, text("migrations/" + name));
    }

    private static String text(String name) {
        try (InputStream text = Migrations.class.getResourceAsStream(FOLDER + name)) {
            if (text == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
