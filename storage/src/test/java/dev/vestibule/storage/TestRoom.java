package dev.vestibule.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventBuilder;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A room to write to: makes real events, without asking whether the rules would allow them. */
final class TestRoom {
    static final ServerName SERVER = new ServerName("localhost");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey KEY = SigningKey.generate("ed25519:test", RANDOM);

    private final Storage storage;
    private final RoomVersion version;
    private final Event createEvent;
    private final RoomId roomId;

    private TestRoom(Storage storage, Event createEvent) {
        this.storage = storage;
        this.version = createEvent.roomVersion();
        this.createEvent = createEvent;
        this.roomId = createEvent.roomId();
    }

    static UserId user(String localpart) {
        return UserId.parse("@" + localpart + ":" + SERVER);
    }

    /** Creates a room with its creator joined. */
    static TestRoom create(Storage storage, UserId creator) {
        TestRoom room = prepared(storage, creator);
        room.create();
        return room;
    }

    /** A room that does not exist yet. */
    static TestRoom prepared(Storage storage, UserId creator) {
        return new TestRoom(storage, createEvent(creator));
    }

    /** The same room in the same storage, opened again. */
    TestRoom in(Storage reopened) {
        return new TestRoom(reopened, createEvent);
    }

    /** Creates the room, with its creator joined. */
    void create() {
        storage.rooms().create(createEvent, transaction -> append(transaction, createEvent.sender(), Membership.JOIN));
    }

    /** Creates the room, with its creator joined, and with more in the same unit. */
    void create(Function<RoomTransaction, Event> more) {
        storage.rooms().create(createEvent, transaction -> {
            append(transaction, createEvent.sender(), Membership.JOIN);
            return more.apply(transaction);
        });
    }

    static Event createEvent(UserId creator) {
        ObjectNode content = JsonTree.object();
        content.put("room_version", RoomVersion.DEFAULT.id());
        content.put("salt", RANDOM.nextLong(1L << 50));
        return builder(RoomVersion.DEFAULT)
                .build(EventTemplate.create(creator, content), List.of(), List.of(), 1, Instant.now());
    }

    RoomId id() {
        return roomId;
    }

    /** Appends a membership, whatever the user's one is. */
    Event set(UserId user, Membership membership) {
        return storage.rooms().write(roomId, transaction -> append(transaction, user, membership));
    }

    /** Appends a state event. */
    Event state(UserId sender, String type, String key, String value) {
        return storage.rooms().write(roomId, transaction -> appendState(transaction, sender, type, key, value));
    }

    /** Appends a state event with an empty key. */
    Event state(UserId sender, String type, ObjectNode content) {
        return storage.rooms().write(roomId, transaction -> appendState(transaction, sender, type, content));
    }

    /** Appends a state event. */
    Event state(UserId sender, String type, String key, ObjectNode content) {
        return storage.rooms().write(roomId,
                transaction -> append(transaction, EventTemplate.state(roomId, type, key, sender, content)));
    }

    /** Appends a message. */
    Event message(UserId sender, String body) {
        return storage.rooms().write(roomId, transaction -> {
            ObjectNode content = JsonTree.object();
            content.put("body", body);
            return append(transaction, EventTemplate.message(roomId, EventType.MESSAGE, sender, content));
        });
    }

    /** Appends a message that relates to another event. */
    Event relate(UserId sender, String relationType, EventId target, ObjectNode content) {
        return storage.rooms().write(roomId, transaction -> relate(transaction, sender, relationType, target, content));
    }

    Event relate(RoomTransaction transaction, UserId sender, String relationType, EventId target,
            ObjectNode content) {
        ObjectNode own = content.deepCopy();
        own.withObjectProperty("m.relates_to").put("rel_type", relationType).put("event_id", target.value());
        return append(transaction, EventTemplate.message(roomId, EventType.MESSAGE, sender, own));
    }

    /** Redacts an event. */
    Event redact(UserId sender, EventId target) {
        return storage.rooms().write(roomId, transaction -> redact(transaction, sender, target));
    }

    Event redact(RoomTransaction transaction, UserId sender, EventId target) {
        Event redaction = build(transaction, EventTemplate.message(roomId, EventType.REDACTION, sender,
                JsonTree.object()).withRedacts(target));
        transaction.appendRedaction(redaction, EventDetails.NONE, transaction.event(target).orElseThrow());
        return redaction;
    }

    <T> T write(Function<RoomTransaction, T> work) {
        return storage.rooms().write(roomId, work);
    }

    Event append(RoomTransaction transaction, UserId user, Membership membership) {
        Event event = build(transaction, user, membership);
        transaction.append(event, EventDetails.NONE);
        return event;
    }

    /** Makes a membership event, to be appended by whoever wants it. */
    Event build(RoomTransaction transaction, UserId user, Membership membership) {
        ObjectNode content = JsonTree.object();
        content.put("membership", membership.wire());
        return build(transaction, EventTemplate.state(roomId, EventType.MEMBER, user.value(), user, content));
    }

    Event appendState(RoomTransaction transaction, UserId sender, String type, String key, String value) {
        ObjectNode content = JsonTree.object();
        content.put("value", value);
        return append(transaction, EventTemplate.state(roomId, type, key, sender, content));
    }

    Event appendState(RoomTransaction transaction, UserId sender, String type, ObjectNode content) {
        return append(transaction, EventTemplate.state(roomId, type, "", sender, content));
    }

    private Event append(RoomTransaction transaction, EventTemplate template) {
        Event event = build(transaction, template);
        transaction.append(event, EventDetails.NONE);
        return event;
    }

    private Event build(RoomTransaction transaction, EventTemplate template) {
        return builder(version)
                .build(template, transaction.heads(), List.of(), transaction.nextDepth(), Instant.now());
    }

    private static EventBuilder builder(RoomVersion version) {
        return new EventBuilder(version, SERVER, KEY, RANDOM);
    }
}
