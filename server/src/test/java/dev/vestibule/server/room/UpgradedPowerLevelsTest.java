package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Power levels that a room of another version can have. */
class UpgradedPowerLevelsTest {
    private static final UserId ALICE = UserId.parse("@alice:localhost");
    private static final UserId BOB = UserId.parse("@bob:localhost");
    private static final RoomId ROOM = RoomId.parse("!old:localhost");

    @ParameterizedTest(name = "3.4, 1.16.6 v{0} to v{1}: {2} becomes {3}")
    @CsvSource(delimiter = '|', textBlock = """
            5  | 10 | {"ban":" +050 ","kick":"50.5","invite":9.9,"redact":null} | {"ban":50,"invite":9}
            5  | 6  | {"ban":1e30,"kick":-1e30}          | {"ban":9007199254740991,"kick":-9007199254740991}
            9  | 10 | {"users":{"@bob:localhost":"60","bob":1},"events":{"x":"1"}} | {"users":{"@bob:localhost":60},"events":{"x":1}}
            9  | 10 | {"users":null,"own":"kept"}        | {"own":"kept"}
            11 | 11 | {"notifications":{"room":20}}      | {"notifications":{"room":20}}
            11 | 12 | {"users":{"@alice:localhost":100,"@bob:localhost":50}} | {"users":{},"events":{"m.room.tombstone":150}}
            11 | 12 | {"events":{"m.room.tombstone":200}} | {"users":{},"events":{"m.room.tombstone":200}}
            12 | 12 | {"events":{"m.room.tombstone":120}} | {"users":{},"events":{"m.room.tombstone":120}}
            12 | 11 | {"users":{"@bob:localhost":50}}    | {"users":{"@bob:localhost":50,"@alice:localhost":100}}
            12 | 11 | {"state_default":170}              | {"state_default":170,"users":{"@alice:localhost":170}}
            """)
    @DisplayName("levels")
    void levels(String from, String to, String before, String after) throws JsonProcessingException {
        RoomVersion version = RoomVersion.of(from).orElseThrow();
        Predecessor room = new Predecessor(ROOM, version, Visibility.PRIVATE, new EventId("$x"),
                event(version, "m.room.create", "{\"creator\":\"@alice:localhost\"}"),
                Optional.of(event(version, "m.room.power_levels", before)), List.of(), List.of());
        UpgradeRequest request = new UpgradeRequest(RoomVersion.of(to).orElseThrow(), Set.of(BOB));
        assertThat(
                UpgradedPowerLevels.of(room, ALICE, request).map(JsonNode::toString).map(UpgradedPowerLevelsTest::read))
                .contains(read(after));
    }

    private static Event event(RoomVersion version, String type, String content) throws JsonProcessingException {
        ObjectNode pdu = JsonTree.object().put("type", type).put("state_key", "").put("sender", ALICE.value());
        pdu.set("content", JsonTree.read(content));
        return Event.trusted(version, new EventId("$x"), ROOM, pdu);
    }

    private static JsonNode read(String json) {
        try {
            return JsonTree.read(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
