package dev.vestibule.storage.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Finds what relates to what among the events that were stored before that was noted. As {@link RoomOverviewFilling},
 * it is the part of a migration that SQL cannot do, and does nothing in a new database.
 */
final class RelationFilling {
    private static final String CANDIDATES = """
            select r.room_version, e.event_id, e.room_id, e.pdu, e.position
            from events e join rooms r on r.room_id = e.room_id
            where e.pdu like '%"m.relates_to"%'""";
    private static final String INSERT = """
            insert into event_relations (event_id, position, room_id, relates_to, rel_type, type, sender,
                origin_server_ts, annotation_key, can_replace)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private RelationFilling() {}

    /** Writes the rows anew; the caller commits. */
    static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            statement.executeUpdate("delete from event_relations");
            try (ResultSet rows = statement.executeQuery(CANDIDATES)) {
                while (rows.next()) {
                    Optional<Row> relation = RelationRows.begin(event(rows));
                    if (relation.isPresent()) {
                        relation.get().place(rows.getLong(5));
                        relation.get().bind(insert);
                        insert.executeUpdate();
                    }
                }
            }
        }
    }

    private static Event event(ResultSet row) throws SQLException {
        return Event.trusted(RoomQueries.version(row.getString(1)), new EventId(row.getString(2)),
                new RoomId(row.getString(3)), (ObjectNode) EventRow.json(row.getString(4)));
    }
}
