package dev.vestibule.storage.internal;

import com.zaxxer.hikari.HikariDataSource;
import dev.vestibule.storage.StorageException;
import dev.vestibule.storage.StorageLocation;
import dev.vestibule.storage.StorageLocation.H2Directory;
import dev.vestibule.storage.StorageLocation.InMemory;
import dev.vestibule.storage.StorageLocation.Jdbc;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.h2.Driver;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamCastMode;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** The database behind a location: its address, a pool of connections that read, and connections that write. */
public final class Database implements AutoCloseable {
    /**
     * Identifiers as PostgreSQL has them; parsed statements kept; the database kept until we close it, and not closed by
     * a shutdown hook of H2's own, which would cut off requests that are still being answered.
     */
    private static final String H2_OPTIONS = ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";QUERY_CACHE_SIZE=64;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";
    /**
     * Each commit is written behind all others. What H2 writes into the gaps of a file it may overlook after a kill, the
     * newest commits first. A file that is closed is made small again.
     */
    private static final String H2_APPENDING = ";REUSE_SPACE=FALSE";
    /** Without it H2 answers a commit half a second before it is in the file: a killed process would lose it. */
    private static final String H2_DURABLE = ";WRITE_DELAY=0" + H2_APPENDING;
    /** With it the tables of an empty database are written at once, not one by one. */
    private static final String H2_UNHURRIED = ";WRITE_DELAY=500" + H2_APPENDING;
    private static final int READ_CONNECTIONS = 10;
    private static final Settings SETTINGS = new Settings().withRenderSchema(false)
            .withExecuteLogging(false)
            .withParamCastMode(ParamCastMode.NEVER)
            .withReturnRecordToPojo(false);

    private final String name;
    private final String url;
    private final String preparingUrl;
    private final Optional<Jdbc> server;
    private final Optional<DirectoryLock> lock;
    private final Object opening = new Object();
    /** Null until somebody reads: a server is ready sooner if the pool is not on its way. */
    private volatile HikariDataSource readers;
    private boolean closed;

    private Database(String name, String url, String preparingUrl, Optional<Jdbc> server,
            Optional<DirectoryLock> lock) {
        this.name = name;
        this.url = url;
        this.preparingUrl = preparingUrl;
        this.server = server;
        this.lock = lock;
    }

    /**
     * Finds the database; connects to nothing yet.
     *
     * @throws StorageException if the directory is in use or cannot be written
     */
    public static Database at(StorageLocation location) {
        return switch (location) {
            case InMemory _ -> {
                String url = "jdbc:h2:mem:" + UUID.randomUUID() + H2_OPTIONS;
                yield new Database("the database in memory", url, url, Optional.empty(), Optional.empty());
            }
            case H2Directory(var directory) -> {
                DirectoryLock lock = DirectoryLock.take(directory);
                String url = "jdbc:h2:file:" + directory.toAbsolutePath().resolve("vestibule") + H2_OPTIONS;
                yield new Database("the data directory " + directory, url + H2_DURABLE, url + H2_UNHURRIED,
                        Optional.empty(), Optional.of(lock));
            }
            case Jdbc jdbc ->
                new Database("the database " + jdbc, jdbc.url(), jdbc.url(), Optional.of(jdbc), Optional.empty());
        };
    }

    /** What to call it in a sentence. */
    public String name() {
        return name;
    }

    public boolean isH2() {
        return server.isEmpty();
    }

    /** A connection of its own, outside the pool, that commits when told to. The caller closes it. */
    Connection connect() throws SQLException {
        return connect(url);
    }

    /** A connection to make the schema with. What it commits is durable when the first other connection commits. */
    Connection connectToPrepare() throws SQLException {
        return connect(preparingUrl);
    }

    private Connection connect(String address) throws SQLException {
        // For H2 the driver itself: asking for one would load all there are.
        Connection connection = server.isPresent()
                ? DriverManager.getConnection(address, server.get().user(), server.get().password())
                : Driver.load().connect(address, new Properties());
        connection.setAutoCommit(false);
        return connection;
    }

    /** A connection from the pool, whose transaction sees one state of the database from its first question on. */
    Connection snapshotConnection() throws SQLException {
        HikariDataSource pool = readers;
        return (pool == null ? openReaders() : pool).getConnection();
    }

    private HikariDataSource openReaders() throws SQLException {
        synchronized (opening) {
            if (closed) {
                throw new SQLException(name + " is closed");
            }
            if (readers == null) {
                readers = readers();
            }
            return readers;
        }
    }

    /** jOOQ over a connection. */
    DSLContext sql(Connection connection) {
        return DSL.using(connection, dialect(), SETTINGS);
    }

    /** jOOQ without a connection, to write statements with. */
    DSLContext sql() {
        return DSL.using(dialect(), SETTINGS);
    }

    private SQLDialect dialect() {
        return isH2() ? SQLDialect.H2 : SQLDialect.POSTGRES;
    }

    private HikariDataSource readers() {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("vestibule-readers");
        pool.setJdbcUrl(url);
        server.ifPresent(jdbc -> {
            pool.setUsername(jdbc.user());
            pool.setPassword(jdbc.password());
        });
        pool.setAutoCommit(false);
        if (isH2()) {
            // H2's REPEATABLE READ takes its picture table by table; SNAPSHOT, which JDBC has no word for, all at once.
            pool.setConnectionInitSql("set session characteristics as transaction isolation level snapshot");
        } else {
            pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        }
        pool.setMaximumPoolSize(READ_CONNECTIONS);
        pool.setMinimumIdle(1);
        return pool;
    }

    /** Gives up a database that could not be opened; what fails now adds nothing to what failed then. */
    public void abandon(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    @Override
    public void close() {
        synchronized (opening) {
            if (closed) {
                return;
            }
            closed = true;
            if (readers != null) {
                readers.close();
            }
        }
        try {
            if (isH2()) {
                shutDown();
            }
        } finally {
            lock.ifPresent(DirectoryLock::close);
        }
    }

    private void shutDown() {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException failure) {
            throw new StorageException("Closing " + name + " failed: " + failure.getMessage() + ".", failure);
        }
    }
}
