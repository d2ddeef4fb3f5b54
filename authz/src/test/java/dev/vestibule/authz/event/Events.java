package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A room in the making: its create event and what follows, built with the key of the test vectors. */
final class Events {
    static final UserId ALICE = UserId.parse("@alice:domain");
    static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    final RoomVersion version;
    final EventBuilder builder;
    final Event create;

    Events(RoomVersion version) {
        this.version = version;
        this.builder = new EventBuilder(version, SigningKeyTest.DOMAIN, SigningKeyTest.KEY, new Random(1));
        ObjectNode content = JsonTree.object().put("room_version", version.id()).put("creator", ALICE.value());
        this.create = builder.build(version.roomIdIsCreateEventId()
                ? EventTemplate.create(ALICE, content)
                : EventTemplate.state(RoomId.parse("!r:domain"), EventType.CREATE, "", ALICE, content),
                List.of(), List.of(), 1, NOW);
    }

    /** Builds the event after the create event. */
    Event second(EventTemplate template) {
        List<Event> authEvents = version.createIsAuthEvent() ? List.of(create) : List.of();
        return builder.build(template, List.of(create.ref()), authEvents, 2, NOW);
    }

    Event message(ObjectNode content) {
        return second(EventTemplate.message(create.roomId(), EventType.MESSAGE, ALICE, content));
    }
}
