package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.RITA;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.UserId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateRulesTest {

    @ParameterizedTest(name = "{0}: in version {1} a create event with {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            C3  | 1-12  | {'creator':'@alice:example.org','room_version':'99'} | CREATE_UNKNOWN_ROOM_VERSION
            C3  | 1-12  | {'creator':'@alice:example.org','room_version':1}    | CREATE_UNKNOWN_ROOM_VERSION
            C3  | 1-12  | {'creator':'@alice:example.org','room_version':null} | CREATE_UNKNOWN_ROOM_VERSION
            C4a | 1-10  | {}                                                   | CREATE_NO_CREATOR
            C4b | 12    | {'additional_creators':'@bob:example.org'}           | CREATE_BAD_ADDITIONAL_CREATORS
            C4b | 12    | {'additional_creators':{}}                           | CREATE_BAD_ADDITIONAL_CREATORS
            C4b | 12    | {'additional_creators':null}                         | CREATE_BAD_ADDITIONAL_CREATORS
            C4b | 12    | {'additional_creators':['@bob:example.org',5]}       | CREATE_BAD_ADDITIONAL_CREATORS
            C4b | 12    | {'additional_creators':['bob']}                      | CREATE_BAD_ADDITIONAL_CREATORS
            C5  | 12    | {'additional_creators':['@bob:example.org']}         | CREATE_OTHERWISE
            C5  | 12    | {'additional_creators':[]}                           | CREATE_OTHERWISE
            C5  | 11    | {'additional_creators':5}                            | CREATE_OTHERWISE
            C5  | 11-12 | {}                                                   | CREATE_OTHERWISE
            C5  | 1-10  | {'creator':'@alice:example.org'}                     | CREATE_OTHERWISE
            C5  | 1-10  | {'creator':null}                                     | CREATE_OTHERWISE
            """)
    void contents(String item, String versions, String content, AuthRule rule) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            assertDecides(room, rule, create(room, ALICE, content));
        }
    }

    @Test
    @DisplayName("C1 a create event follows no other event")
    void hasPreviousEvents() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            ObjectNode pdu = create(room, ALICE, "{}");
            pdu.set("prev_events", room.membership(ALICE, ALICE, "join").pdu().get("prev_events"));
            assertDecides(room, AuthRule.CREATE_HAS_PREV_EVENTS, pdu);
        }
    }

    @Test
    @DisplayName("C2a up to version 11 the room ID names the sender's server")
    void roomIdOfAnotherServer() {
        for (TestRoom room : TestRoom.inVersions("1-11")) {
            assertDecides(room, AuthRule.CREATE_ROOM_ID_DOMAIN,
                    create(room, RITA, "{'creator':'@rita:elsewhere.org'}"));
        }
    }

    @Test
    @DisplayName("C2b from version 12 on a create event has no room ID")
    void hasRoomId() {
        for (TestRoom room : TestRoom.inVersions("12")) {
            assertDecides(room, AuthRule.CREATE_HAS_ROOM_ID,
                    create(room, ALICE, "{}").put("room_id", room.roomId().value()));
            assertDecides(room, AuthRule.CREATE_HAS_ROOM_ID, create(room, ALICE, "{}").putNull("room_id"));
            assertDecides(room, AuthRule.CREATE_OTHERWISE, create(room, RITA, "{}"));
        }
    }

    private static ObjectNode create(TestRoom room, UserId sender, String content) {
        return room.pdu(EventType.CREATE, "", sender, TestRoom.json(content));
    }

    private static void assertDecides(TestRoom room, AuthRule rule, ObjectNode pdu) {
        room.assertDecides(rule, room.decide(room.event(pdu), List.of()));
    }
}
