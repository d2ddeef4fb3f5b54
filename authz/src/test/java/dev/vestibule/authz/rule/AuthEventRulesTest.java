package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.RITA;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthEventRulesTest {

    @Test
    @DisplayName("R from version 12 on the room ID is the ID of an accepted create event")
    void roomIdIsOfNoCreateEvent() {
        for (TestRoom room : TestRoom.inVersions("12")) {
            Event event = message(room);
            List<AuthEvent> authEvents = room.authEvents(event);
            Event elsewhere = Event.trusted(room.version, EventId.parse("$" + "B".repeat(43)),
                    RoomId.parse("!" + "B".repeat(43)), room.pdu(EventType.CREATE, "", ALICE, JsonTree.object()));
            Event noCreate = Event.trusted(room.version, room.create().eventId(), room.roomId(),
                    room.pdu(EventType.NAME, "", ALICE, JsonTree.object()));
            for (Optional<Event> create : List.of(Optional.<Event>empty(), Optional.of(elsewhere),
                    Optional.of(noCreate))) {
                room.assertDecides(AuthRule.ROOM_ID_NOT_A_CREATE_EVENT, room.decide(event, authEvents, create));
            }
            room.assertDecides(AuthRule.OTHERWISE, room.decide(event, authEvents, Optional.of(room.create())));
        }
    }

    @Test
    @DisplayName("E1 no two auth events have the same type and state key")
    void duplicates() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            Event event = message(room);
            room.assertDecides(AuthRule.AUTH_EVENTS_DUPLICATE,
                    room.decide(event, with(room.authEvents(event), room.membership(ALICE, ALICE, "leave"))));
        }
    }

    @Test
    @DisplayName("E2 every auth event is one that the selection names")
    void unexpected() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            Event event = message(room);
            for (Event stranger : List.of(room.membership(BOB, BOB, "join"),
                    room.event(EventType.JOIN_RULES, "", ALICE, "{}"), room.message(EventType.MESSAGE, ALICE, "{}"))) {
                room.assertDecides(AuthRule.AUTH_EVENTS_UNEXPECTED,
                        room.decide(event, with(room.authEvents(event), stranger)));
            }
        }
    }

    @Test
    @DisplayName("E2 from version 12 on the create event is no auth event")
    void createIsUnexpected() {
        for (TestRoom room : TestRoom.inVersions("12")) {
            Event event = message(room);
            room.assertDecides(AuthRule.AUTH_EVENTS_UNEXPECTED,
                    room.decide(event, with(room.authEvents(event), room.create())));
        }
    }

    @Test
    @DisplayName("E3 no auth event was itself rejected")
    void rejected() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            Event event = message(room);
            List<AuthEvent> authEvents = new ArrayList<>(room.authEvents(event));
            authEvents.set(authEvents.size() - 1, new AuthEvent(authEvents.getLast().event(), true));
            room.assertDecides(AuthRule.AUTH_EVENTS_REJECTED, room.decide(event, authEvents));
        }
    }

    @Test
    @DisplayName("E4 up to version 11 the create event is among the auth events")
    void noCreate() {
        for (TestRoom room : TestRoom.inVersions("1-11")) {
            Event event = message(room);
            List<AuthEvent> authEvents = room.authEvents(event).stream()
                    .filter(authEvent -> !authEvent.event().type().equals(EventType.CREATE)).toList();
            room.assertDecides(AuthRule.AUTH_EVENTS_NO_CREATE, room.decide(event, authEvents));
        }
    }

    @Test
    @DisplayName("E5 every auth event is of the same room")
    void otherRoom() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            Event event = message(room);
            Event elsewhere = Event.trusted(room.version, EventId.parse("$far:example.org"),
                    RoomId.parse("!other:example.org"), room.pdu(EventType.POWER_LEVELS, "", ALICE, JsonTree.object()));
            room.assertDecides(AuthRule.AUTH_EVENTS_OTHER_ROOM,
                    room.decide(event, with(room.authEvents(event), elsewhere)));
        }
    }

    @ParameterizedTest(name = "F: create event with {0}, sender of another server: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'m.federate':false}   | NOT_FEDERATED
            {'m.federate':true}    | JOIN_PUBLIC
            {'m.federate':'false'} | JOIN_PUBLIC
            {'m.federate':null}    | JOIN_PUBLIC
            {}                     | JOIN_PUBLIC
            """)
    void federation(String create, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.create(create).joinRule("public");
            room.assertDecides(rule, room.membership(RITA, RITA, "join"));
        }
    }

    @Test
    @DisplayName("3.3.15 a room that keeps to one server looks at the sender's server only")
    void invitesBeyondTheServer() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            room.create("{'m.federate':false}").member(ALICE, "join");
            room.assertDecides(AuthRule.INVITE_HAS_POWER, room.membership(ALICE, RITA, "invite"));
        }
    }

    private static Event message(TestRoom room) {
        room.member(ALICE, "join");
        return room.message(EventType.MESSAGE, ALICE, "{}");
    }

    private static List<AuthEvent> with(List<AuthEvent> authEvents, Event more) {
        List<AuthEvent> all = new ArrayList<>(authEvents);
        all.add(AuthEvent.accepted(more));
        return all;
    }
}
