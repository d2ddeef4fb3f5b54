package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.IgnoredUsers;
import dev.vestibule.server.account.InvitePermission;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.EventScan;
import dev.vestibule.server.view.HistoryPage;
import dev.vestibule.server.view.Reading;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.RoomRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes rooms the way the endpoints before {@code /sync} do: a snapshot of the state and the latest messages. */
final class RoomInfo {

    static final int DEFAULT_LIMIT = 10;
    private static final int MOST = 1000;

    private final Snapshot snapshot;
    private final Requester reader;
    private final ClientEvents format;
    private final int limit;

    /** @param limit how many messages of a room to show */
    RoomInfo(Snapshot snapshot, Requester reader, Instant now, int limit) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.format = new ClientEvents(snapshot, reader, now);
        this.limit = Math.min(limit, MOST);
    }

    /** A room as somebody who is, or was, in it or peeks into it may read it. */
    ObjectNode readable(Reading reading, Optional<MembershipRow> row, List<AccountDataRow> accountData) {
        RoomId roomId = reading.roomId();
        List<StoredEvent> latest = EventScan.read(snapshot, roomId, 0, reading.newest(), Direction.BACKWARDS, limit,
                reading.history()::allows).found().reversed();
        long start = latest.isEmpty() ? reading.newest() : latest.getFirst().position() - 1;
        ObjectNode info = begin(roomId, row);
        ObjectNode messages = info.putObject("messages");
        HistoryPage.write(messages.putArray("chunk"), latest, reading, format);
        messages.put("start", new StreamToken(start).toString());
        messages.put("end", new StreamToken(reading.newest()).toString());
        HistoryPage.write(info.putArray("state"), snapshot.stateAt(roomId, reading.newest()), reading, format);
        info.put("visibility", snapshot.room(roomId).map(RoomRow::visibility).orElseThrow().wire());
        write(info.putArray("account_data"), accountData.stream()
                .filter(data -> data.roomId().equals(Optional.of(roomId))).toList());
        return info;
    }

    /**
     * A room as somebody invited or knocking is introduced to it: by the stripped state of that moment, of which an
     * invite that is not wanted has none.
     */
    ObjectNode introduced(MembershipRow row) {
        ObjectNode info = begin(row.roomId(), Optional.of(row));
        ArrayNode state = info.putArray("state");
        StoredEvent member = member(row);
        if (row.membership() == Membership.INVITE && isUnwanted(member)) {
            return info;
        }
        member.details().strippedState().ifPresent(stripped -> stripped.forEach(state::add));
        return info;
    }

    /**
     * A room that the reader is invited to, with the event that invites them; empty if they block invites, or ignore
     * who invites.
     */
    Optional<ObjectNode> invited(MembershipRow row) {
        StoredEvent invite = member(row);
        if (isUnwanted(invite)) {
            return Optional.empty();
        }
        ObjectNode info = begin(row.roomId(), Optional.of(row));
        info.put("inviter", invite.event().sender().value());
        info.set("invite", format.withRoomId(invite, VisibleHistory.of(snapshot, reader.user(), row.roomId())));
        return Optional.of(info);
    }

    private boolean isUnwanted(StoredEvent invite) {
        return InvitePermission.blocks(snapshot, reader.user())
                || IgnoredUsers.of(snapshot, reader.user()).isIgnored(invite.event().sender());
    }

    /** Writes account data the way all endpoints do. */
    static void write(ArrayNode array, List<AccountDataRow> rows) {
        rows.forEach(row -> array.addObject().put("type", row.type()).set("content", row.content()));
    }

    private StoredEvent member(MembershipRow row) {
        return snapshot.state(row.roomId(), StateKey.member(row.user())).orElseThrow();
    }

    private static ObjectNode begin(RoomId roomId, Optional<MembershipRow> row) {
        ObjectNode info = JsonTree.object().put("room_id", roomId.value());
        row.ifPresent(known -> info.put("membership", known.membership().wire()));
        return info;
    }
}
