package dev.vestibule.storage;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.internal.CommitLog;
import dev.vestibule.storage.internal.DeviceCache;
import dev.vestibule.storage.internal.Erasures;
import dev.vestibule.storage.internal.Queries;
import dev.vestibule.storage.internal.Recent.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was committed at one moment: whatever is read from it agrees with {@link #position()} and with everything else
 * read from it. Made by {@link Storage#read}, and of no use after that. It waits for no room's lock.
 */
public final class Snapshot {
    private final Queries queries;
    private final AccountsSnapshot accounts;
    private final CommitLog log;
    private final DeviceCache devices;
    private final long mark;
    private long position = -1;

    /** @param mark of the device cache, before the snapshot was taken */
    Snapshot(Queries queries, CommitLog log, DeviceCache devices, long mark, Erasures erasures) {
        this.queries = queries;
        this.log = log;
        this.devices = devices;
        this.mark = mark;
        this.accounts = new AccountsSnapshot(this, queries, log, erasures);
    }

    /** The position of the last change in it; 0 before the first. */
    public long position() {
        if (position < 0) {
            position = queries.position();
        }
        return position;
    }

    /** A room at a glance; empty if it is unknown. */
    public Optional<RoomRow> room(RoomId room) {
        return queries.rooms().room(room);
    }

    /** What an alias stands for. */
    public Optional<AliasRow> alias(RoomAlias alias) {
        return queries.rooms().alias(alias);
    }

    /** The aliases of a room, in alphabetical order. */
    public List<AliasRow> aliases(RoomId room) {
        return queries.rooms().aliases(room);
    }

    /** How events relate to each other. */
    public RelationsSnapshot ofRelations() {
        return new RelationsSnapshot(queries);
    }

    public Optional<StoredEvent> event(EventId event) {
        return queries.events().event(event, position());
    }

    /** One piece of a room's current state. */
    public Optional<StoredEvent> state(RoomId room, StateKey key) {
        return queries.events().state(room, key);
    }

    /** The whole current state of a room, in the order of positions; empty for an unknown room. */
    public List<StoredEvent> state(RoomId room) {
        return queries.events().state(room);
    }

    /** The current state of a room that is of one type, in the order of positions. */
    public List<StoredEvent> state(RoomId room, String type) {
        return queries.events().state(room, type);
    }

    /** All events that ever set one piece of a room's state, in the order of positions. */
    public List<StoredEvent> stateHistory(RoomId room, StateKey key) {
        return queries.events().stateHistory(room, key);
    }

    /** One piece of a room's state as it was when a position was committed. */
    public Optional<StoredEvent> stateAt(RoomId room, StateKey key, long at) {
        return queries.events().stateAt(room, key, at);
    }

    /** The whole state of a room as it was when a position was committed, in the order of positions. */
    public List<StoredEvent> stateAt(RoomId room, long at) {
        return at >= position() ? state(room) : queries.events().stateAt(room, at);
    }

    /**
     * What changed in a room's state between two positions: of each key the latest event, in the order of positions. Its
     * cost grows with the events in between, not with the room.
     *
     * @param after not included
     * @param upTo included
     */
    public List<StoredEvent> stateChanges(RoomId room, long after, long upTo) {
        return queries.events().stateChanges(room, after, upTo);
    }

    /**
     * The events of a room between two positions.
     *
     * @param after not included
     * @param upTo included
     * @param limit how many events at most, from the end where {@code direction} begins
     * @return in the order of {@code direction}
     */
    public List<StoredEvent> timeline(RoomId room, long after, long upTo, Direction direction, int limit) {
        return queries.events().timeline(room, after, upTo, direction, limit);
    }

    /**
     * The events of a room from a moment on, or up to it, those nearest to it first. Its cost grows with the room.
     *
     * @param moment in milliseconds since 1970, as the events' servers say
     * @param upTo the last position that counts
     * @param skip how many of them to pass over
     */
    public List<StoredEvent> nearest(RoomId room, long moment, Direction direction, long upTo, int skip, int limit) {
        return queries.events().nearest(room, moment, direction, upTo, skip, limit);
    }

    /** Events of some rooms that may say something, the latest first. Its cost grows with the part it looks at. */
    public List<StoredEvent> search(EventSearch search) {
        return queries.parts().search(search);
    }

    /**
     * A walk down the stream through the events of some rooms. Its cost is that of what it passes.
     *
     * @param from the first position to look at
     * @param most how many events it may pass
     */
    public RoomsWalk walk(Set<RoomId> rooms, long from, int most) {
        return new RoomsWalk(queries.parts(), rooms, from, most);
    }

    /** All events of some rooms in a part of the stream, the newest first. */
    public List<StoredEvent> events(Set<RoomId> rooms, Span part) {
        return queries.parts().events(rooms, part);
    }

    /** The {@code m.room.member} events of a room's current state, in the order of positions. */
    public List<StoredEvent> members(RoomId room) {
        return queries.events().members(room);
    }

    /** Some members of a room that have a membership, in no order. */
    public List<StoredEvent> members(RoomId room, Membership membership, int limit) {
        return queries.events().members(room, membership, limit);
    }

    /** Users who stand to a room in one of these ways, those who came to first. */
    public List<MembershipRow> membersOf(RoomId room, Set<Membership> memberships, int limit) {
        return queries.memberships().membersOf(room, memberships, limit);
    }

    /** The users who are joined to a room. */
    public Set<UserId> joinedUsers(RoomId room) {
        return queries.memberships().joinedUsers(room);
    }

    /** The guests of this server who are joined or invited to a room, or knock. */
    public Set<UserId> guestsIn(RoomId room) {
        return queries.memberships().guestsIn(room);
    }

    /** How a user stands to a room; empty if they never had to do with it. */
    public Optional<MembershipRow> membership(RoomId room, UserId user) {
        return queries.memberships().membership(room, user);
    }

    /** All rooms that a user ever had to do with, forgotten ones too, in the order in which that last changed. */
    public List<MembershipRow> membershipsOf(UserId user) {
        return membershipsOf(user, 0);
    }

    /**
     * The memberships of a user that changed after a position, in the order in which they did. One that changed several
     * times counts once, as it is now.
     */
    public List<MembershipRow> membershipsOf(UserId user, long after) {
        return queries.memberships().membershipsOf(user, after);
    }

    /**
     * Rooms that are no longer stored, and which a user has left, or was thrown out of by their end, after a position.
     */
    public Set<RoomId> partedRooms(UserId user, long after) {
        return log.isNothingBetween(Kind.PURGED_ROOM, after, position())
                ? Set.of()
                : queries.memberships().partedRooms(user, after);
    }

    /** The rooms a user is joined to. */
    public Set<RoomId> joinedRooms(UserId user) {
        return queries.memberships().joinedRooms(user);
    }

    /**
     * The rooms a user is joined to that have events after a position. Its cost grows with the new events or with the
     * user's rooms, whichever are fewer.
     */
    public Set<RoomId> roomsWithNewEvents(UserId user, long after) {
        return queries.memberships().roomsWithNewEvents(user, after, position());
    }

    /**
     * Rooms that two users are both joined to, in the order of their IDs.
     *
     * @param after the room to begin behind; the empty text for the beginning
     */
    public List<RoomId> mutualRooms(UserId one, UserId other, String after, int limit) {
        return queries.memberships().mutualRooms(one, other, after, limit);
    }

    /** How many rooms two users are both joined to. */
    public int countMutualRooms(UserId one, UserId other) {
        return queries.memberships().countMutualRooms(one, other);
    }

    /** Something that was uploaded, without its content. */
    public Optional<MediaRow> media(String mediaId) {
        return queries.media().media(mediaId);
    }

    /** The content of something that was uploaded. */
    public byte[] content(MediaRow media) {
        return queries.media().content(media);
    }

    /** Receipts after a position in the rooms a user is joined to, without the private ones of others, in that order. */
    public List<ReceiptRow> receipts(UserId reader, long after) {
        return log.isNothingBetween(Kind.RECEIPT, after, position())
                ? List.of()
                : queries.receipts().receipts(reader, after);
    }

    /** All receipts of a room, without the private ones of others. */
    public List<ReceiptRow> receiptsOf(RoomId room, UserId reader) {
        return queries.receipts().receiptsOf(room, reader);
    }

    /** How far a user has read. */
    public Optional<ReceiptRow> receipt(RoomId room, UserId user, String type, String thread) {
        return queries.receipts().receipt(room, user, type, thread);
    }

    /**
     * The position of the last event that a user has read in a room, by thread, as their receipts say; the empty thread
     * is the whole room.
     */
    public Map<String, Long> readUpTo(RoomId room, UserId user) {
        return queries.receipts().readUpTo(room, user);
    }

    /** Of some users, those who are joined to a room that this one is joined to, too. */
    public Set<UserId> sharersAmong(UserId user, Collection<UserId> candidates) {
        return queries.memberships().sharersAmong(user, candidates);
    }

    /** What belongs to accounts. */
    public AccountsSnapshot ofAccounts() {
        return accounts;
    }

    /** Rooms as lists of rooms show them. */
    public RoomListsSnapshot ofRoomLists() {
        return new RoomListsSnapshot(queries);
    }

    /** What clients back up of their keys. */
    public BackupsSnapshot ofBackups() {
        return new BackupsSnapshot(queries.backups());
    }

    /** What users report. */
    public ReportsSnapshot ofReports() {
        return new ReportsSnapshot(queries.reports());
    }

    /** What belongs to devices. */
    public DevicesSnapshot ofDevices() {
        return new DevicesSnapshot(this, queries, log, devices, mark);
    }

    /**
     * Looks for contradictions: memberships that differ from the room's state, counts that differ from the memberships,
     * positions left out, events that do not follow each other. It reads everything, and is there for tests and for
     * whoever suspects damage.
     *
     * @return a sentence for each contradiction; none if all is well
     */
    public List<String> contradictions() {
        return queries.contradictions();
    }
}
