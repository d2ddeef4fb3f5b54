package dev.vestibule.storage.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.RoomDescription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives each room that was made before there were overviews its own. It has to read events, and SQL that runs on every
 * database cannot; so it is part of the migration, but not of its text. In a new database there is nothing to do, and
 * no class of jOOQ is loaded for it, which would be felt at the start.
 */
final class RoomOverviewFilling {
    private static final List<String> TYPES = List.of(EventType.CREATE, EventType.NAME, EventType.CANONICAL_ALIAS,
            EventType.TOPIC, EventType.AVATAR, EventType.JOIN_RULES, EventType.GUEST_ACCESS,
            EventType.HISTORY_VISIBILITY, EventType.ENCRYPTION, EventType.TOMBSTONE);
    private static final String STATE = """
            select r.room_id, r.room_version, e.event_id, e.pdu
            from rooms r
            join current_state c on c.room_id = r.room_id and c.state_key = ''
            join events e on e.position = c.position
            where c.type in (%s)
            order by r.room_id""".formatted(TYPES.stream().map(type -> "'" + type + "'")
            .collect(Collectors.joining(", ")));
    private static final String INSERT = """
            insert into room_overviews (room_id, creator, federatable, room_type, name, canonical_alias, topic,
                avatar_url, join_rule, guest_access, history_visibility, encryption, replacement_room)
            values (%s)""".formatted(Stream.generate(() -> "?").limit(13).collect(Collectors.joining(", ")));

    private RoomOverviewFilling() {}

    /** Writes the overviews anew; the caller commits. */
    static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            statement.executeUpdate("delete from room_overviews");
            Map<StateKey, Event> state = new HashMap<>();
            try (ResultSet rows = statement.executeQuery(STATE)) {
                String room = "";
                while (rows.next()) {
                    if (!rows.getString(1).equals(room)) {
                        insert(insert, room, state);
                        room = rows.getString(1);
                    }
                    Event event = event(rows);
                    state.put(event.stateAddress().orElseThrow(), event);
                }
                insert(insert, room, state);
            }
        }
    }

    private static void insert(PreparedStatement insert, String room, Map<StateKey, Event> state) throws SQLException {
        if (!state.isEmpty()) {
            OverviewRows.row(new RoomId(room), RoomDescription.of(key -> Optional.ofNullable(state.get(key))))
                    .bind(insert);
            insert.executeUpdate();
            state.clear();
        }
    }

    private static Event event(ResultSet row) throws SQLException {
        RoomVersion version = RoomQueries.version(row.getString(2));
        return Event.trusted(version, new EventId(row.getString(3)), new RoomId(row.getString(1)),
                (ObjectNode) EventRow.json(row.getString(4)));
    }
}
