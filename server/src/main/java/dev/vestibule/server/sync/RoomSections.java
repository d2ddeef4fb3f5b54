package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.DefaultPushRules;
import dev.vestibule.server.account.IgnoredUsers;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.live.Live;
import dev.vestibule.server.push.UnreadCounts;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.EventFilter;
import dev.vestibule.server.view.Reading;
import dev.vestibule.server.view.RoomView;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes one room as it stands in the sections {@code join}, {@code invite}, {@code knock} and
 * {@code leave} of a sync.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3sync">sync</a>
 */
final class RoomSections {

    private final Snapshot snapshot;
    private final Requester reader;
    private final SyncRequest request;
    private final ClientEvents format;
    private final EphemeralSection ephemeral;
    private final MemberMoves moves;
    private final UnreadCounts unread;

    RoomSections(Snapshot snapshot, Live live, UnreadCounts unread, Requester reader, SyncRequest request,
            MemberMoves moves, Instant now) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.request = request;
        this.moves = moves;
        this.unread = unread;
        this.format = new ClientEvents(snapshot, reader, now);
        this.ephemeral = new EphemeralSection(snapshot, live.typing(), reader.user(), request);
    }

    /** The room of a member. Whoever was not one at {@code since} knows nothing of the room yet. */
    ObjectNode joined(RoomId roomId, RoomNews news) {
        snapshot.ofAccounts().readTogether(user(), Set.of(IgnoredUsers.TYPE, DefaultPushRules.TYPE));
        VisibleHistory history = VisibleHistory.of(snapshot, user(), roomId);
        boolean isNew = request.isInitial() || history.membershipAt(request.from()) != Membership.JOIN;
        long after = isNew ? 0 : request.from();
        long upTo = snapshot.position();
        Timeline timeline = Timeline.read(snapshot, roomId, after, upTo, 0, request.filter(), history);
        noteMoves(roomId, isNew, timeline);
        boolean whole = isNew || request.fullState();
        boolean membersChanged = whole || timeline.limited()
                || timeline.events().stream().anyMatch(RoomSections::isMember)
                || !timeline.gapless();
        RoomSummary summary = membersChanged ? RoomSummary.read(snapshot, roomId, user()) : null;
        ObjectNode json = JsonTree.object();
        writeState(json, new StateSection(snapshot, roomId, user(), request).read(whole, after, upTo, timeline,
                summary == null ? List.of() : summary.heroes()), history);
        writeTimeline(json, timeline, new Reading(roomId, upTo, history));
        if (summary != null) {
            json.set("summary", summary.toJson());
        }
        unread.of(snapshot, user(), roomId, history).write(json,
                request.filter().timeline().unreadThreadNotifications());
        writeAccountData(json, roomId, isNew ? allAccountData(roomId, news) : news.accountData());
        ephemeral.write(json.putObject("ephemeral").putArray("events"), roomId, news, isNew);
        return json;
    }

    /** The room of somebody who is invited or knocks: the stripped state as it was then. */
    ObjectNode introduced(MembershipRow row, String stateName) {
        ObjectNode json = JsonTree.object();
        StoredEvent member = ownEvent(row);
        ArrayNode events = json.putObject(stateName).putArray("events");
        member.details().strippedState().ifPresent(stripped -> stripped.forEach(events::add));
        return json;
    }

    /**
     * The room of somebody who is no longer in it, up to how they went. Who has no stay to hear the end of, because
     * they never were in the room, know already how they went or forgot the room, hears of their own last member event alone.
     */
    ObjectNode left(MembershipRow row, RoomNews news) {
        RoomId roomId = row.roomId();
        VisibleHistory history = VisibleHistory.of(snapshot, user(), roomId);
        boolean whollyTold = request.isInitial() || request.fullState();
        Optional<StoredEvent> departure = RoomView.departure(snapshot, user(), roomId)
                .filter(went -> !row.forgotten() && (whollyTold || went.position() > request.from()));
        boolean knewIt = !request.isInitial() && history.membershipAt(request.from()) == Membership.JOIN;
        if (knewIt && departure.isPresent()) {
            moves.ownMove(roomId, row.membership());
        }
        long lastKnown = knewIt ? request.from() : 0;
        long after = departure.isPresent() ? lastKnown : row.position() - 1;
        boolean whole = departure.isPresent() && (!knewIt || request.fullState());
        Timeline timeline = Timeline.read(snapshot, roomId, after, row.position(), row.position(), request.filter(),
                history);
        ObjectNode json = JsonTree.object();
        // State after the departure is none of the reader's business, though their own last event may come later.
        writeState(json, new StateSection(snapshot, roomId, user(), request).read(whole, after,
                departure.map(StoredEvent::position).orElse(row.position()), timeline, List.of()), history);
        writeTimeline(json, timeline, new Reading(roomId, row.position(), history));
        writeAccountData(json, roomId, whole ? allAccountData(roomId, news) : news.accountData());
        return json;
    }

    /** The timeline tells of all members that moved, unless something was left out of it. */
    private void noteMoves(RoomId roomId, boolean isNew, Timeline timeline) {
        if (request.isInitial()) {
            return;
        }
        if (isNew) {
            moves.ownMove(roomId, Membership.JOIN);
        } else {
            boolean tellsAll = !timeline.limited() && timeline.gapless();
            moves.others(roomId, tellsAll
                    ? timeline.events()
                    : snapshot.stateChanges(roomId, request.from(), snapshot.position()));
        }
    }

    /** What a user kept for a room before they left it belongs to it again when they are back. */
    private List<AccountDataRow> allAccountData(RoomId roomId, RoomNews sinceThen) {
        return request.isInitial() ? sinceThen.accountData() : snapshot.ofAccounts().accountDataOf(user(), roomId);
    }

    /** The member event that a membership stands for. */
    StoredEvent ownEvent(MembershipRow row) {
        return snapshot.state(row.roomId(), StateKey.member(row.user())).orElseThrow();
    }

    /** The room of somebody who was in it when it was deleted, or left it shortly before: all there is to say is that. */
    ObjectNode ended() {
        ObjectNode json = JsonTree.object();
        json.putObject(request.stateForm().key()).putArray("events");
        ObjectNode timeline = json.putObject("timeline");
        timeline.putArray("events");
        timeline.put("limited", false).put("prev_batch", new StreamToken(request.from()).toString());
        json.putObject("account_data").putArray("events");
        return json;
    }

    private void writeState(ObjectNode json, List<StoredEvent> state, VisibleHistory history) {
        ArrayNode events = json.putObject(request.stateForm().key()).putArray("events");
        state.forEach(stored -> events.add(event(stored, history, format)));
    }

    /**
     * What relates to events is summed up where the client cannot have heard of all of it: a timeline without a gap brings
     * that itself.
     */
    private void writeTimeline(ObjectNode json, Timeline timeline, Reading reading) {
        ObjectNode section = json.putObject("timeline");
        ArrayNode events = section.putArray("events");
        ClientEvents form = timeline.limited() ? format.bundling(reading, timeline.events()) : format;
        timeline.events().forEach(stored -> events.add(event(stored, reading.history(), form)));
        section.put("limited", timeline.limited());
        section.put("prev_batch", new StreamToken(timeline.start()).toString());
    }

    private void writeAccountData(ObjectNode json, RoomId roomId, List<AccountDataRow> rows) {
        ArrayNode events = json.putObject("account_data").putArray("events");
        EventFilter filter = request.filter().roomAccountData();
        rows.stream().filter(row -> filter.acceptsRoom(roomId) && filter.acceptsType(row.type()))
                .forEach(row -> events.addObject().put("type", row.type()).set("content", row.content()));
    }

    private ObjectNode event(StoredEvent stored, VisibleHistory history, ClientEvents form) {
        return request.filter().fields().of(form.withoutRoomId(stored, history));
    }

    private static boolean isMember(StoredEvent stored) {
        return stored.event().type().equals(EventType.MEMBER);
    }

    private UserId user() {
        return reader.user();
    }
}
