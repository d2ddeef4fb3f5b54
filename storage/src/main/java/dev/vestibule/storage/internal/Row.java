package dev.vestibule.storage.internal;

import dev.vestibule.storage.ValueTooLongException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/**
 * One row to write, complete but for the position it will get. Made by the thread that wants the change, so that the
 * committer has as little to do as possible.
 */
final class Row {
    private final Write write;
    private final Object[] values;
    private final Object key;
    private final Row otherwise;

    private Row(Write write, Object key, Row otherwise, Object... values) {
        this.write = write;
        this.key = key;
        this.otherwise = otherwise;
        this.values = values;
        checkLengths();
    }

    /**
     * A row that nothing else in a group of changes touches.
     *
     * @param values in the order of the columns of {@code write}; null where the column {@code position} is
     */
    static Row of(Write write, Object... values) {
        return new Row(write, null, null, values);
    }

    /**
     * A row that other changes of a group may touch.
     *
     * @param key what they have in common: the order of writes with the same key is kept
     */
    static Row touching(Write write, Touch key, Object... values) {
        return new Row(write, key, null, values);
    }

    /** This row, and if it changes nothing because there is no such row yet, the other one. */
    Row orElse(Row insert) {
        return new Row(write, key, insert, values);
    }

    /** What rows of one group may have in common: a table, and what is said of it there. */
    record Touch(String table, Object identity) {}

    Write write() {
        return write;
    }

    Optional<Row> otherwise() {
        return Optional.ofNullable(otherwise);
    }

    Object key() {
        return key;
    }

    /** Tells the row its place in the stream, if it has a column for it. */
    void place(long position) {
        if (write.positionColumn() >= 0) {
            values[write.positionColumn()] = position;
        }
        if (otherwise != null) {
            otherwise.place(position);
        }
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case String text -> statement.setString(i + 1, text);
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Boolean flag -> statement.setBoolean(i + 1, flag);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                default -> throw new IllegalStateException("no column holds a " + values[i].getClass());
            }
        }
    }

    /** How long its texts and contents are together, in characters and bytes. */
    int size() {
        int size = 0;
        for (Object value : values) {
            size += switch (value) {
                case String text -> text.length();
                case byte[] bytes -> bytes.length;
                case null, default -> 0;
            };
        }
        return size;
    }

    private void checkLengths() {
        for (int i = 0; i < values.length; i++) {
            int limit = write.limit(i);
            if (values[i] instanceof String text && limit > 0 && text.length() > limit) {
                throw new ValueTooLongException(write.columnName(i), limit);
            }
        }
    }
}
