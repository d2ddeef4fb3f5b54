package dev.vestibule.storage.internal;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.RoomPurged;
import dev.vestibule.storage.Committed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Units that are committed together: gives their changes positions, and writes all rows for one statement as one batch.
 *
 * <p>Batches change the order of rows. That is sound as long as no two different statements touch the same thing; before
 * that would happen, what was collected is written.
 */
final class Group {
    private final WriteConnection connection;
    private final long before;
    private final List<Change> placed = new ArrayList<>();
    private final Map<Write, List<Row>> batches = new LinkedHashMap<>();
    private final Map<Object, Row> touched = new HashMap<>();
    private final Map<RoomId, int[]> counts = new HashMap<>();

    /** @param before the position that was committed last */
    Group(WriteConnection connection, long before) {
        this.connection = connection;
        this.before = before;
    }

    void add(Unit unit) throws SQLException {
        for (Step step : unit.steps()) {
            if (step.takesPosition()) {
                placed.add(step.change());
            }
            if (step.change() instanceof RoomPurged) {
                // It deletes whatever was written of the room, by all that came before.
                writeBatches();
            }
            for (Row row : step.rows()) {
                row.place(before + placed.size());
                add(row);
            }
            if (step.counts()) {
                int[] sums = counts.computeIfAbsent(step.countedRoom(), _ -> new int[3]);
                sums[0] += step.joined();
                sums[1] += step.invited();
                sums[2] += step.state();
            }
        }
    }

    /** Writes what is left and commits all of it. */
    Committed commit() throws SQLException {
        counts.forEach((room, sums) -> batches.computeIfAbsent(RoomWrites.ROOM_COUNTS, _ -> new ArrayList<>())
                .add(Row.of(RoomWrites.ROOM_COUNTS, sums[0], sums[1], sums[2], room.value())));
        writeBatches();
        long head = before + placed.size();
        if (head != before) {
            connection.write(RoomWrites.HEAD, List.of(Row.of(RoomWrites.HEAD, head)));
        }
        connection.commit();
        return new Committed(before + 1, head, placed);
    }

    private void add(Row row) throws SQLException {
        if (row.key() != null) {
            Row other = touched.get(row.key());
            // Two that each may have to insert what is not there yet would both insert it.
            if (other != null && (other.write() != row.write() || other.otherwise().isPresent())) {
                writeBatches();
            }
            touched.put(row.key(), row);
        }
        batches.computeIfAbsent(row.write(), _ -> new ArrayList<>()).add(row);
    }

    private void writeBatches() throws SQLException {
        for (Map.Entry<Write, List<Row>> batch : batches.entrySet()) {
            write(batch.getKey(), batch.getValue());
        }
        batches.clear();
        touched.clear();
    }

    private void write(Write write, List<Row> rows) throws SQLException {
        int[] changed = connection.write(write, rows);
        Map<Write, List<Row>> missing = new LinkedHashMap<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0 && rows.get(i).otherwise().isPresent()) {
                Row insert = rows.get(i).otherwise().get();
                missing.computeIfAbsent(insert.write(), _ -> new ArrayList<>()).add(insert);
            }
        }
        for (Map.Entry<Write, List<Row>> batch : missing.entrySet()) {
            connection.write(batch.getKey(), batch.getValue());
        }
    }
}
