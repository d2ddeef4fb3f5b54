package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands where a rule looks, in the event or in the room's state, there is a decision and no exception. */
class MalformedContentTest {

    private static final List<JsonNode> ODD_VALUES = List.of(TestRoom.json("null"), TestRoom.json("true"),
            TestRoom.json("-1"), TestRoom.json("1.5"), TestRoom.json("'odd'"), TestRoom.json("''"),
            TestRoom.json("[]"), TestRoom.json("[null,{}]"), TestRoom.json("{}"), TestRoom.json("{'':{'':[]}}"));
    private static final JsonNode SIGNED_INVITE = SignedInvite
            .redeeming(SignedInvite.signed(BOB, SignedInvite.TOKEN, SignedInvite.KEY)).put("membership", "invite");
    private static final JsonNode LEVELS = TestRoom.json("{'users':{'@bob:example.org':50},'users_default':1,"
            + "'events':{'m.odd':50},'notifications':{'room':50},'ban':50,'kick':50,'invite':0,'state_default':50,"
            + "'events_default':0,'redact':50}");
    private static final JsonNode KEYS = TestRoom.json("{'public_key':'%1$s','public_keys':[{'public_key':'%1$s'}]}"
            .formatted(SignedInvite.KEY.publicKey()));

    @ParameterizedTest(name = "room version {0}")
    @EnumSource(RoomVersion.class)
    @DisplayName("3.3 malformed content of an event leads to a decision")
    void malformedEvents(RoomVersion version) {
        TestRoom room = room(version);
        eachMutation(SIGNED_INVITE, content -> decide(room, room.event(EventType.MEMBER, BOB.value(), CAROL, content)));
        eachMutation(LEVELS, content -> decide(room, room.event(EventType.POWER_LEVELS, "", ALICE, content)));
        eachMutation(TestRoom.json("{'membership':'join','join_authorised_via_users_server':'@carol:example.org'}"),
                content -> decide(room, room.event(EventType.MEMBER, BOB.value(), BOB, content)));
        eachMutation(TestRoom.json("{'creator':'@alice:example.org','room_version':'1','m.federate':true,"
                + "'additional_creators':['@bob:example.org']}"),
                content -> decide(room, room.event(EventType.CREATE, "", ALICE, content)));
        eachMutation(TestRoom.json("{'redacts':'$event:example.org'}"), content -> {
            ObjectNode pdu = room.pdu(EventType.REDACTION, "", CAROL, content);
            pdu.set("redacts", content.path("redacts"));
            decide(room, room.event(pdu));
        });
    }

    @ParameterizedTest(name = "room version {0}")
    @EnumSource(RoomVersion.class)
    @DisplayName("3.3 malformed content of the room's state leads to a decision on every event")
    void malformedState(RoomVersion version) {
        eachMutation(LEVELS, content -> {
            TestRoom room = room(version);
            decideOnAll(room.set(room.event(EventType.POWER_LEVELS, "", ALICE, content)));
        });
        eachMutation(TestRoom.json("{'join_rule':'restricted'}"), content -> {
            TestRoom room = room(version);
            decideOnAll(room.set(room.event(EventType.JOIN_RULES, "", ALICE, content)));
        });
        eachMutation(KEYS, content -> {
            TestRoom room = room(version);
            room.set(room.event(EventType.THIRD_PARTY_INVITE, SignedInvite.TOKEN, CAROL, content));
            decide(room, room.event(EventType.MEMBER, BOB.value(), CAROL, SIGNED_INVITE));
        });
        eachMutation(TestRoom.json("{'membership':'join'}"), content -> {
            TestRoom room = room(version);
            decideOnAll(room.set(room.event(EventType.MEMBER, CAROL.value(), CAROL, content)));
        });
        for (JsonNode odd : ODD_VALUES) {
            decideOnAll(room(version).create("{'creator':" + odd + "}"));
            decideOnAll(room(version).create("{'additional_creators':" + odd + "}"));
            decideOnAll(room(version).create("{'m.federate':" + odd + "}"));
        }
    }

    @ParameterizedTest(name = "room version {0}")
    @EnumSource(RoomVersion.class)
    @DisplayName("3.3 empty content leads to a decision")
    void emptyContent(RoomVersion version) {
        TestRoom room = room(version);
        for (String type : List.of(EventType.CREATE, EventType.MEMBER, EventType.POWER_LEVELS, EventType.JOIN_RULES,
                EventType.THIRD_PARTY_INVITE, EventType.ALIASES, EventType.REDACTION)) {
            decide(room, room.event(type, "", CAROL, JsonTree.object()));
            decide(room, room.message(type, CAROL, "{}"));
        }
    }

    private static TestRoom room(RoomVersion version) {
        TestRoom room = new TestRoom(version).member(ALICE, "join").member(CAROL, "join").joinRule("restricted");
        room.set(room.event(EventType.THIRD_PARTY_INVITE, SignedInvite.TOKEN, CAROL, KEYS));
        return room.set(room.event(EventType.POWER_LEVELS, "", ALICE, LEVELS));
    }

    private static void decideOnAll(TestRoom room) {
        for (String membership : List.of("join", "invite", "leave", "ban", "knock")) {
            decide(room, room.membership(CAROL, BOB, membership));
            decide(room, room.membership(CAROL, CAROL, membership));
        }
        decide(room, room.first(ALICE, ALICE, "join"));
        decide(room, room.membership(BOB, BOB, "join", "{'join_authorised_via_users_server':'@carol:example.org'}"));
        decide(room, room.event(EventType.POWER_LEVELS, "", CAROL, LEVELS));
        decide(room, room.event(EventType.THIRD_PARTY_INVITE, "", CAROL, "{}"));
        decide(room, room.message(EventType.REDACTION, CAROL, "{}"));
    }

    private static void decide(TestRoom room, Event event) {
        Decision decision = room.decide(event);
        assertThat(decision instanceof Rejected rejected ? rejected.sentence() : decision.toString())
                .contains(decision.citation().toString());
    }

    /** Calls the consumer with the object as it is, and with every value in it, at any depth, made odd or removed. */
    private static void eachMutation(JsonNode object, Consumer<JsonNode> consumer) {
        consumer.accept(object);
        object.propertyStream().forEach(property -> {
            String name = property.getKey();
            ObjectNode without = object.deepCopy();
            without.remove(name);
            consumer.accept(without);
            ODD_VALUES.forEach(odd -> consumer.accept(with(object, name, odd)));
            if (property.getValue().isObject()) {
                eachMutation(property.getValue(), inner -> consumer.accept(with(object, name, inner)));
            }
        });
    }

    private static ObjectNode with(JsonNode object, String name, JsonNode value) {
        ObjectNode copy = object.deepCopy();
        copy.set(name, value);
        return copy;
    }
}
