package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.DefaultPushRules;
import dev.vestibule.server.account.IgnoredUsers;
import dev.vestibule.server.account.InvitePermission;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.live.Live;
import dev.vestibule.server.push.UnreadCounts;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts a sync together from one snapshot of the store. An incremental one looks at the rooms in which something
 * happened, never at all rooms of the user.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3sync">sync</a>
 */
final class SyncAnswer {

    private final Snapshot snapshot;
    private final Requester reader;
    private final SyncRequest request;
    private final RoomSections sections;
    private final Live live;
    private final long liveUpTo;
    private final Map<RoomId, RoomNews> news = new LinkedHashMap<>();
    private final List<AccountDataRow> accountData = new ArrayList<>();
    private final ObjectNode rooms = JsonTree.object();
    private final MemberMoves moves;
    private final DeviceSections devices;
    private final PresenceSection presence;

    private SyncAnswer(Snapshot snapshot, Live live, UnreadCounts unread, Requester reader, SyncRequest request,
            Instant now) {
        this.snapshot = snapshot;
        this.live = live;
        // Read first: what changes in the meantime is told twice rather than never.
        this.liveUpTo = live.stream().latest();
        this.reader = reader;
        this.request = request;
        this.moves = new MemberMoves(snapshot, reader.user(), request.from());
        this.devices = new DeviceSections(snapshot, reader, request);
        this.presence = new PresenceSection(snapshot, live, reader.user(), request, now);
        this.sections = new RoomSections(snapshot, live, unread, reader, request, moves, now);
    }

    /**
     * What a sync says, and up to where it says it.
     *
     * @param body   the answer
     * @param upTo   its {@code next_batch}
     * @param isNews whether there is anything in it to return early for
     * @param hasAcknowledged whether messages that the client has got wait to be removed: then the answer is void, and to
     *                        be read anew after that
     */
    record Result(JsonNode body, StreamToken upTo, boolean isNews, boolean hasAcknowledged) {}

    static Result read(Snapshot snapshot, Live live, UnreadCounts unread, Requester reader, SyncRequest request,
            Instant now) {
        SyncAnswer answer = new SyncAnswer(snapshot, live, unread, reader, request, now);
        answer.readNews();
        answer.readRooms();
        return answer.result();
    }

    /** What is new beside events: one question each for everything, none for what nobody changed. */
    private void readNews() {
        for (AccountDataRow row : snapshot.ofAccounts().accountData(reader.user(), request.from())) {
            row.roomId().ifPresentOrElse(room -> newsOf(room).accountData().add(row), () -> accountData.add(row));
        }
        snapshot.receipts(reader.user(), request.from()).forEach(row -> newsOf(row.roomId()).receipts().add(row));
        live.typing().changedAfter(live.stream().known(request.liveFrom()))
                .forEach(room -> newsOf(room).typing().set(true));
    }

    private RoomNews newsOf(RoomId room) {
        return news.computeIfAbsent(room, _ -> RoomNews.none());
    }

    private void readRooms() {
        Map<RoomId, MembershipRow> candidates = new LinkedHashMap<>();
        boolean everything = request.isInitial() || request.fullState();
        (everything ? snapshot.membershipsOf(reader.user()) : snapshot.membershipsOf(reader.user(), request.from()))
                .forEach(row -> candidates.put(row.roomId(), row));
        if (!everything) {
            unblockedInvites().forEach(row -> candidates.putIfAbsent(row.roomId(), row));
            snapshot.roomsWithNewEvents(reader.user(), request.from()).forEach(room -> addMine(candidates, room));
            news.keySet().forEach(room -> addMine(candidates, room));
        }
        candidates.values().stream().filter(row -> request.filter().accepts(row.roomId())).forEach(this::write);
        if (!request.isInitial()) {
            snapshot.partedRooms(reader.user(), request.from()).stream().filter(request.filter()::accepts)
                    .forEach(room -> section("leave").set(room.value(), sections.ended()));
        }
    }

    private void addMine(Map<RoomId, MembershipRow> candidates, RoomId room) {
        if (!candidates.containsKey(room)) {
            snapshot.membership(room, reader.user()).filter(row -> row.membership() == Membership.JOIN)
                    .ifPresent(row -> candidates.put(room, row));
        }
    }

    private void write(MembershipRow row) {
        RoomNews others = news.getOrDefault(row.roomId(), RoomNews.none());
        boolean changed = row.position() > request.from();
        switch (row.membership()) {
            case JOIN -> {
                ObjectNode joined = sections.joined(row.roomId(), others);
                if (request.isInitial() || request.fullState() || saysSomething(joined)) {
                    section("join").set(row.roomId().value(), joined);
                }
            }
            case INVITE -> {
                // A candidate because it is new, or because everything is asked for, or because it was kept back.
                if (isWanted(row)) {
                    section("invite").set(row.roomId().value(), sections.introduced(row, "invite_state"));
                }
            }
            case KNOCK -> {
                if (changed || request.fullState()) {
                    section("knock").set(row.roomId().value(), sections.introduced(row, "knock_state"));
                }
            }
            case LEAVE, BAN -> {
                if (tellsOfLeaving(row, changed)) {
                    section("leave").set(row.roomId().value(), sections.left(row, others));
                }
            }
        }
    }

    /** Invites that a client may not have been told of, as they were blocked until now. */
    private Stream<MembershipRow> unblockedInvites() {
        return accountData.stream().anyMatch(row -> row.type().equals(InvitePermission.TYPE))
                ? snapshot.membershipsOf(reader.user()).stream().filter(row -> row.membership() == Membership.INVITE)
                : Stream.empty();
    }

    /** Invites that were there before they were blocked, and those of ignored users, are kept back. */
    private boolean isWanted(MembershipRow invite) {
        return !InvitePermission.blocks(snapshot, reader.user())
                && !IgnoredUsers.of(snapshot, reader.user()).isIgnored(sections.ownEvent(invite).event().sender());
    }

    /** A room in which only such things happened as the client's filter keeps out is no reason to answer. */
    private boolean saysSomething(ObjectNode joined) {
        return joined.path("timeline").path("limited").asBoolean()
                || Stream.of(request.stateForm().key(), "timeline", "account_data", "ephemeral")
                        .anyMatch(section -> !joined.path(section).path("events").isEmpty());
    }

    /**
     * A room left since the last sync is always told of, even if it was forgotten meanwhile: other devices of the user
     * wait to hear it. A room left before is only listed for a client that asks.
     */
    private boolean tellsOfLeaving(MembershipRow row, boolean changed) {
        boolean justLeft = changed && !request.isInitial();
        return justLeft || (request.filter().includeLeave() && !row.forgotten());
    }

    private ObjectNode section(String name) {
        return rooms.path(name) instanceof ObjectNode existing ? existing : rooms.putObject(name);
    }

    private Result result() {
        ObjectNode body = JsonTree.object();
        StreamToken upTo = new StreamToken(snapshot.position(), liveUpTo, devices.messagesUpTo());
        body.put("next_batch", upTo.toString());
        ArrayNode data = body.putObject("account_data").putArray("events");
        if (request.isInitial() && accountData.stream().noneMatch(row -> row.type().equals(DefaultPushRules.TYPE))) {
            addAccountData(data, DefaultPushRules.TYPE, DefaultPushRules.of(reader.user()));
        }
        accountData.forEach(row -> addAccountData(data, row.type(), row.content()));
        body.set("rooms", rooms);
        boolean isDeviceNews = devices.write(body, moves);
        boolean isPresenceNews = presence.write(body, request.isInitial() ? Set.of() : moves.met());
        boolean isNews = isDeviceNews || isPresenceNews || !data.isEmpty() || !rooms.isEmpty();
        return new Result(body, upTo, isNews, devices.hasAcknowledged());
    }

    private void addAccountData(ArrayNode data, String type, JsonNode content) {
        if (request.filter().accountData().acceptsType(type)) {
            data.add(JsonTree.object().put("type", type).set("content", content));
        }
    }
}
