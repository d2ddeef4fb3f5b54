package dev.vestibule.storage.internal;

import dev.vestibule.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.conf.ParamType;
import org.jooq.exception.DataAccessException;

/** Opens snapshots: transactions that only read, and see one state of the database from beginning to end. */
public final class Reader {
    private final Database database;
    private final EventCache cache;
    private final Optional<Consumer<String>> statements;

    /** @param statements is told each statement, with its values in it */
    public Reader(Database database, EventCache cache, Optional<Consumer<String>> statements) {
        this.database = database;
        this.cache = cache;
        this.statements = statements;
    }

    /**
     * Asks questions of one snapshot.
     *
     * @throws StorageException if the database failed
     */
    public <T> T read(Function<Queries, T> questions) {
        long redactionsBefore = cache.redactions();
        // Given back to the pool, the connection ends its transaction.
        try (Connection connection = database.snapshotConnection()) {
            return questions.apply(new Queries(sql(connection), cache, redactionsBefore));
        } catch (SQLException | DataAccessException failure) {
            throw new StorageException("Reading " + database.name() + " failed: " + failure.getMessage(), failure);
        }
    }

    private DSLContext sql(Connection connection) {
        DSLContext sql = database.sql(connection);
        statements.ifPresent(told -> sql.configuration().set(ExecuteListener.onExecuteStart(
                execution -> told.accept(execution.query().getSQL(ParamType.INLINED)))));
        return sql;
    }
}
