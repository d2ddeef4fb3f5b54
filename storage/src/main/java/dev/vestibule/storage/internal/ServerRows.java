package dev.vestibule.storage.internal;

import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a server needs of its database before it can answer anything: the schema, its name, its signing key. Plain JDBC,
 * because jOOQ would cost the start a hundred milliseconds.
 */
public final class ServerRows {
    private static final String SERVER_NAME = "server_name";

    private final Database database;
    private final InstantSource clock;
    private final long headAtStart;
    private final Map<UserId, Long> erasures;
    private Optional<SigningKey> signingKey;

    private ServerRows(Database database, InstantSource clock, long headAtStart, Map<UserId, Long> erasures,
            Optional<SigningKey> signingKey) {
        this.database = database;
        this.clock = clock;
        this.headAtStart = headAtStart;
        this.erasures = erasures;
        this.signingKey = signingKey;
    }

    /**
     * Makes a database ready for a server.
     *
     * @throws StorageException if the database belongs to another server name, was made by a later version, or failed
     */
    public static ServerRows prepare(Database database, ServerName serverName, InstantSource clock) {
        try (Connection connection = database.connectToPrepare()) {
            new Migrations().apply(connection, database.name());
            claim(connection, database, serverName);
            ServerRows rows = new ServerRows(database, clock, head(connection), erasures(connection),
                    storedKey(connection));
            connection.commit();
            return rows;
        } catch (SQLException failure) {
            throw new StorageException("Cannot open " + database.name() + ": " + failure.getMessage(), failure);
        }
    }

    /** The position that was committed last when the database was opened. */
    public long headAtStart() {
        return headAtStart;
    }

    /** The positions at which accounts had been erased when the database was opened. */
    public Map<UserId, Long> erasuresAtStart() {
        return erasures;
    }

    /** The stored key, or else the first one, which is stored. */
    public synchronized SigningKey signingKey(Supplier<SigningKey> first) {
        if (signingKey.isEmpty()) {
            SigningKey key = first.get();
            store(key);
            signingKey = Optional.of(key);
        }
        return signingKey.get();
    }

    private static void claim(Connection connection, Database database, ServerName name) throws SQLException {
        try (PreparedStatement find = connection
                .prepareStatement("select content from server_properties where name = ?")) {
            find.setString(1, SERVER_NAME);
            try (ResultSet row = find.executeQuery()) {
                if (row.next()) {
                    checkOwner(database, name, row.getString(1));
                    return;
                }
            }
        }
        try (PreparedStatement insert = connection
                .prepareStatement("insert into server_properties (name, content) values (?, ?)")) {
            insert.setString(1, SERVER_NAME);
            insert.setString(2, name.value());
            insert.executeUpdate();
        }
    }

    private static void checkOwner(Database database, ServerName name, String owner) {
        if (!owner.equals(name.value())) {
            throw new StorageException("The server name of " + database.name() + " is " + owner
                    + ", and all its users and rooms are named after it: it cannot be opened as " + name + ".");
        }
    }

    private static long head(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select position from stream_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Map<UserId, Long> erasures(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select user_id, position from erasures")) {
            Map<UserId, Long> erasures = new HashMap<>();
            while (row.next()) {
                erasures.put(new UserId(row.getString(1)), row.getLong(2));
            }
            return Map.copyOf(erasures);
        }
    }

    private static Optional<SigningKey> storedKey(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery("select key_id, seed from signing_keys order by created_ts desc")) {
            return row.next() ? Optional.of(SigningKey.of(row.getString(1), row.getString(2))) : Optional.empty();
        }
    }

    private void store(SigningKey key) {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection
                        .prepareStatement("insert into signing_keys (key_id, seed, created_ts) values (?, ?, ?)")) {
            insert.setString(1, key.keyId());
            insert.setString(2, key.seed());
            insert.setLong(3, clock.millis());
            insert.executeUpdate();
            connection.commit();
        } catch (SQLException failure) {
            throw new StorageException("Writing to " + database.name() + " failed: " + failure.getMessage(), failure);
        }
    }
}
