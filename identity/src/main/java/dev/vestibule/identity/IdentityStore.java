package dev.vestibule.identity;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The identity server's own database: one connection, one statement at a time, each on disk when it returns. That is
 * slow, and fast enough for invites by address.
 */
final class IdentityStore implements AutoCloseable {
    private static final String SCHEMA = """
            create table if not exists settings (
                name    varchar(64)  primary key,
                content varchar(255) not null
            );
            create table if not exists signing_keys (
                key_id     varchar(64) primary key,
                seed       varchar(64) not null,
                public_key varchar(64) not null,
                valid      boolean     not null
            );
            create table if not exists accounts (
                token_hash varchar(64)  primary key,
                user_id    varchar(255) not null
            );
            create table if not exists associations (
                medium      varchar(16)   not null,
                address     varchar(1024) not null,
                user_id     varchar(255)  not null,
                lookup_hash varchar(64)   not null,
                primary key (medium, address)
            );
            create index if not exists associations_by_hash on associations (lookup_hash);
            create table if not exists invites (
                token       varchar(64)   primary key,
                medium      varchar(16)   not null,
                address     varchar(1024) not null,
                room_id     varchar(255)  not null,
                sender      varchar(255)  not null,
                public_key  varchar(64)   not null,
                private_key varchar(64)   not null,
                valid       boolean       not null,
                created_ts  bigint        not null
            );
            create index if not exists invites_by_address on invites (medium, address);
            create index if not exists invites_by_key on invites (public_key);
            """;

    /**
     * Each commit is in the file before it is acknowledged, and behind all others: after a kill H2 overlooks the newest
     * of what it wrote into the gaps of a file. The file is made small again when it is closed.
     */
    private static final String DURABLE = ";WRITE_DELAY=0;REUSE_SPACE=FALSE";

    private final Connection connection;

    private IdentityStore(String url) {
        try {
            connection = DriverManager.getConnection(url + ";DB_CLOSE_ON_EXIT=FALSE"
                    + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
            connection.createStatement().execute(SCHEMA);
        } catch (SQLException failure) {
            throw new IllegalStateException("The identity server cannot open its store.", failure);
        }
    }

    /** Gone when it is closed. */
    static IdentityStore inMemory() {
        return new IdentityStore("jdbc:h2:mem:" + UUID.randomUUID());
    }

    /** In a file {@code identity.mv.db} of a directory that exists. */
    static IdentityStore in(Path directory) {
        return new IdentityStore("jdbc:h2:file:" + directory.toAbsolutePath().resolve("identity") + DURABLE);
    }

    /** Reads one row of an answer. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    synchronized <T> List<T> query(RowReader<T> reader, String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values); ResultSet rows = statement.executeQuery()) {
            List<T> answer = new ArrayList<>();
            while (rows.next()) {
                answer.add(reader.read(rows));
            }
            return answer;
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    <T> Optional<T> first(RowReader<T> reader, String sql, Object... values) {
        return query(reader, sql, values).stream().findFirst();
    }

    synchronized void update(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** Lets several updates be one: all of them are on disk when this returns, or none. */
    synchronized void together(Runnable updates) {
        try {
            connection.setAutoCommit(false);
            try {
                updates.run();
                connection.commit();
            } finally {
                // Of what failed before it was committed nothing stays.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static IllegalStateException failed(SQLException failure) {
        return new IllegalStateException("The identity server's store failed.", failure);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }
}
