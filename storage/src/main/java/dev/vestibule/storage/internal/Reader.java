package dev.vestibule.storage.internal;

import dev.vestibule.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;

/** Opens snapshots: transactions that only read, and see one state of the database from beginning to end. */
public final class Reader {
    private final Database database;
    private final EventCache cache;

    public Reader(Database database, EventCache cache) {
        this.database = database;
        this.cache = cache;
    }

    /**
     * Asks questions of one snapshot.
     *
     * @throws StorageException if the database failed
     */
    public <T> T read(Function<Queries, T> questions) {
        // Given back to the pool, the connection ends its transaction.
        try (Connection connection = database.snapshotConnection()) {
            return questions.apply(new Queries(database.sql(connection), cache));
        } catch (SQLException | DataAccessException failure) {
            throw new StorageException("Reading " + database.name() + " failed: " + failure.getMessage(), failure);
        }
    }
}
