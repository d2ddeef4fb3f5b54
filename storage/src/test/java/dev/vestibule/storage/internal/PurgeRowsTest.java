package dev.vestibule.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.storage.jooq.DefaultSchema;
import dev.vestibule.storage.jooq.Tables;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Table;
import org.jooq.TableField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PurgeRowsTest {
    /** What they say of a room is true without it. */
    private static final Set<Table<?>> KEPT = Set.of(Tables.BLOCKED_ROOMS, Tables.PURGED_ROOMS, Tables.PARTED,
            Tables.BACKED_UP_KEYS);

    @Test
    @DisplayName("a purge deletes from every table that has a column for the room")
    void everyTable() {
        Set<String> deletedFrom = PurgeRows.DELETIONS.stream()
                .map(deletion -> ((TableField<?, ?>) deletion.columns().getFirst()).getTable().getName())
                .collect(Collectors.toSet());
        Set<String> ofRooms = DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .filter(table -> table.field("room_id") != null && !KEPT.contains(table))
                .map(Table::getName).collect(Collectors.toSet());
        assertThat(deletedFrom).isEqualTo(ofRooms);
    }
}
