package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.REFRESH_TOKENS;

import dev.vestibule.storage.AlreadyExistsException.Kind;
import dev.vestibule.storage.jooq.tables.RefreshTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * A statement that changes the database: one row each, columns in the order in which they are bound. It is written once
 * per connection and prepared once, so that a group of changes costs no more than its bindings. The statements there are
 * stand in {@link RoomWrites}, {@link PurgeWrites}, {@link AccountWrites}, {@link SessionWrites},
 * {@link DeviceWrites}, {@link BackupWrites}, {@link PusherWrites} and {@link ReportWrites}; each is itself alone, and told from others by identity.
 */
final class Write {
    private final List<? extends Field<?>> columns;
    private final int[] limits;
    private final int positionColumn;
    private final Query query;
    private final Kind duplicate;

    private Write(List<? extends Field<?>> columns, Query query, Kind duplicate) {
        this.columns = columns;
        this.limits = columns.stream().mapToInt(column -> column.getDataType().length()).toArray();
        this.positionColumn = positionColumn(columns);
        this.query = query;
        this.duplicate = duplicate;
    }

    private static int positionColumn(List<? extends Field<?>> columns) {
        List<String> names = columns.stream().map(Field::getName).toList();
        return Math.max(names.indexOf("position"), names.indexOf("redaction_position"));
    }

    /** Any statement, with the columns that are bound, in their order. */
    static Write statement(List<? extends Field<?>> columns, Query query) {
        return new Write(columns, query, null);
    }

    /** Inserts a row that cannot be there yet. */
    static Write insert(TableField<?, ?>... columns) {
        return insert(null, columns);
    }

    /**
     * Inserts a row.
     *
     * @param duplicate what exists already if the database refuses the row because of its key
     */
    static Write insert(Kind duplicate, TableField<?, ?>... columns) {
        return new Write(List.of(columns), DSL.insertInto(columns[0].getTable(), columns)
                .values(Arrays.stream(columns).map(Write::parameter).toList()), duplicate);
    }

    /** Inserts a row only if there is a refresh token, whose hash is bound last. */
    static Write insertAfterRefresh(Kind duplicate, TableField<?, ?>... columns) {
        List<TableField<?, ?>> bound = Stream.concat(Arrays.stream(columns), Stream.of(REFRESH_TOKENS.TOKEN_HASH))
                .toList();
        return new Write(bound, DSL.insertInto(columns[0].getTable(), columns)
                .select(DSL.select(Arrays.stream(columns).map(Write::typedParameter).toList())
                        .where(refreshTokenIsThere())),
                duplicate);
    }

    /** Updates the rows with a key. */
    static Write update(Columns changed, Columns key) {
        return statement(Stream.concat(changed.fields().stream(), key.fields().stream()).toList(),
                DSL.update(key.table()).set(changed.values()).where(key.condition()));
    }

    /** Deletes the rows with a key. */
    static Write delete(TableField<?, ?>... columns) {
        Columns key = by(columns);
        return statement(key.fields(), DSL.deleteFrom(key.table()).where(key.condition()));
    }

    /** The columns that are bound, in their order. */
    List<? extends Field<?>> columns() {
        return columns;
    }

    /** What a column is called in words, counted from 0 in the order of binding. */
    String columnName(int column) {
        return columns.get(column).getName().replace('_', ' ');
    }

    /** How many characters fit into a column; 0 if it holds no text. */
    int limit(int column) {
        return limits[column];
    }

    /** Which column takes the place in the stream; negative if none does. */
    int positionColumn() {
        return positionColumn;
    }

    /** The statement as this database's SQL has it. */
    String sql(DSLContext dialect) {
        return dialect.render(query);
    }

    /** What exists already if the database refuses a row of this because of its key. */
    Optional<Kind> duplicate() {
        return Optional.ofNullable(duplicate);
    }

    @Override
    public String toString() {
        return query.toString();
    }

    /** Columns of one table. */
    record Columns(List<TableField<?, ?>> fields) {
        private Table<?> table() {
            return fields.getFirst().getTable();
        }

        private Map<Field<?>, Field<?>> values() {
            Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
            fields.forEach(field -> values.put(field, parameter(field)));
            return values;
        }

        private Condition condition() {
            List<Condition> parts = new ArrayList<>();
            fields.forEach(field -> parts.add(equal(field)));
            return DSL.and(parts);
        }
    }

    /** The columns that an update changes. */
    static Columns set(TableField<?, ?>... fields) {
        return new Columns(List.of(fields));
    }

    /** The columns that say which rows are meant. */
    static Columns by(TableField<?, ?>... fields) {
        return new Columns(List.of(fields));
    }

    /** How many rows of a table are of one room. */
    static Field<Long> count(TableField<?, String> room) {
        return DSL.field(DSL.select(DSL.count().cast(Long.class))
                .from(room.getTable()).where(equal(room)));
    }

    static <T> Field<T> parameter(Field<T> column) {
        return DSL.val(null, column);
    }

    /** In a {@code select}, nothing else would tell the database of what type it is. */
    private static <T> Field<T> typedParameter(Field<T> column) {
        return DSL.cast(parameter(column), column);
    }

    static Condition refreshTokenIsThere() {
        RefreshTokens there = REFRESH_TOKENS.as("there");
        return DSL.exists(DSL.selectOne().from(there).where(there.TOKEN_HASH.eq(parameter(there.TOKEN_HASH))));
    }

    static <T> Condition other(Field<T> column) {
        return column.ne(parameter(column));
    }

    static <T> Condition equal(Field<T> column) {
        return column.eq(parameter(column));
    }
}
