package dev.vestibule.storage.internal;

import dev.vestibule.storage.AlreadyExistsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The committer's connection with its statements, each prepared when it is first needed and kept. */
final class WriteConnection implements AutoCloseable {
    /** What SQL calls a row whose key exists already. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final Database database;
    private final Connection connection;
    private final Map<Write, PreparedStatement> statements = new HashMap<>();
    private boolean uncertain;

    WriteConnection(Database database) throws SQLException {
        this.database = database;
        this.connection = database.connect();
    }

    /**
     * Writes rows with one statement.
     *
     * @return how many rows each of them changed
     * @throws AlreadyExistsException if one of them exists already; what the transaction has written must be undone
     */
    int[] write(Write write, List<Row> rows) throws SQLException {
        PreparedStatement statement = statement(write);
        try {
            for (Row row : rows) {
                row.bind(statement);
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException failure) {
            if (write.duplicate().isPresent() && isUniqueViolation(failure)) {
                throw new AlreadyExistsException(write.duplicate().get(), failure);
            }
            throw failure;
        }
    }

    /** The position that was committed last. */
    long head() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select position from stream_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    void commit() throws SQLException {
        uncertain = true;
        connection.commit();
        uncertain = false;
    }

    /**
     * Undoes what was written since the last commit.
     *
     * @throws SQLException if nobody can tell what the database has kept
     */
    void rollback() throws SQLException {
        if (uncertain) {
            throw new SQLException("a commit failed half-way");
        }
        for (PreparedStatement statement : statements.values()) {
            statement.clearBatch();
        }
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement statement(Write write) throws SQLException {
        PreparedStatement statement = statements.get(write);
        if (statement == null) {
            statement = connection.prepareStatement(write.sql(database.sql()));
            statements.put(write, statement);
        }
        return statement;
    }

    private static boolean isUniqueViolation(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (UNIQUE_VIOLATION.equals(sql.getSQLState()) || hasNext(sql))) {
                return true;
            }
        }
        return false;
    }

    /** A batch reports its first failure as the next exception of its own. */
    private static boolean hasNext(SQLException batch) {
        return batch.getNextException() != null
                && UNIQUE_VIOLATION.equals(batch.getNextException().getSQLState());
    }
}
