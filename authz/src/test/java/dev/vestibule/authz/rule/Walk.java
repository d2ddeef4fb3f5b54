package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;
import static dev.vestibule.authz.rule.TestRoom.RITA;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Puts every combination of what the rules can look at before them: kinds of events, memberships, join rules, powers
 * and shapes of content, well-formed or not. Some combinations could never come about in a room; the rules decide on
 * them all the same.
 */
final class Walk {

    private static final List<String> MEMBERSHIPS = List.of("none", "join", "invite", "leave", "ban", "knock", "odd");
    private static final List<String> JOIN_RULES = List.of("none set", "public", "invite", "knock", "restricted",
            "knock_restricted", "private", "odd");
    private static final List<Integer> POWERS = List.of(0, 50, 100);
    private static final String MIXED_LEVELS = "{'users':{'@bob:example.org':%s,'@carol:example.org':50},"
            + "'ban':60,'events':{'m.room.name':60},'notifications':{'room':60}}";

    private final RoomVersion version;
    private final BiConsumer<Event, Decision> visitor;

    private Walk(RoomVersion version, BiConsumer<Event, Decision> visitor) {
        this.version = version;
        this.visitor = visitor;
    }

    /** Shows the visitor every event of the walk with the decision on it. */
    static void through(RoomVersion version, BiConsumer<Event, Decision> visitor) {
        Walk walk = new Walk(version, visitor);
        walk.memberships();
        walk.firstJoins();
        walk.malformedMemberships();
        walk.createEvents();
        walk.otherEvents();
        walk.powerLevels();
        WalkThroughEvidence.through(version, visitor);
    }

    private void memberships() {
        for (String joinRule : JOIN_RULES) {
            for (int power : POWERS) {
                for (int targetPower : List.of(0, 100)) {
                    TestRoom room = room(power, targetPower).joinRule(joinRule);
                    for (String sender : MEMBERSHIPS) {
                        room.member(BOB, sender);
                        changes(room, BOB);
                        for (String target : MEMBERSHIPS) {
                            room.member(CAROL, target);
                            changes(room, CAROL);
                        }
                    }
                }
            }
        }
    }

    private void changes(TestRoom room, UserId target) {
        MEMBERSHIPS.forEach(next -> visit(room, room.membership(BOB, target, next)));
        for (UserId authorising : List.of(ALICE, CAROL, RITA)) {
            ObjectNode content = JsonTree.object().put("membership", "join")
                    .put("join_authorised_via_users_server", authorising.value());
            visit(room, room.event(EventType.MEMBER, target.value(), BOB, content));
        }
    }

    private void firstJoins() {
        for (String create : List.of("{}", "{'creator':5}", "{'additional_creators':['@bob:example.org']}")) {
            for (String joinRule : JOIN_RULES) {
                TestRoom room = new TestRoom(version).create(create).joinRule(joinRule);
                for (UserId sender : List.of(ALICE, BOB)) {
                    for (UserId target : List.of(ALICE, BOB)) {
                        MEMBERSHIPS.forEach(next -> visit(room, room.first(sender, target, next)));
                    }
                }
            }
        }
    }

    private void malformedMemberships() {
        TestRoom room = room(50, 0).member(BOB, "join").joinRule("restricted");
        for (String content : List.of("{}", "{'membership':null}", "{'membership':5}", "{'membership':['join']}",
                "{'membership':'join','join_authorised_via_users_server':'nobody'}",
                "{'membership':'join','join_authorised_via_users_server':null}")) {
            visit(room, room.event(EventType.MEMBER, BOB.value(), BOB, content));
            visit(room, room.event(EventType.MEMBER, "not a user", BOB, content));
            visit(room, room.message(EventType.MEMBER, BOB, content));
        }
    }

    private void createEvents() {
        TestRoom room = new TestRoom(version);
        for (String content : List.of("{}", "{'creator':'@alice:example.org'}", "{'creator':null}",
                "{'creator':'@alice:example.org','room_version':'1'}",
                "{'creator':'@alice:example.org','room_version':'odd'}",
                "{'creator':'@alice:example.org','room_version':1}", "{'additional_creators':[]}",
                "{'additional_creators':['@bob:example.org']}", "{'additional_creators':['bob']}",
                "{'additional_creators':'@bob:example.org'}", "{'additional_creators':null}")) {
            for (UserId sender : List.of(ALICE, RITA)) {
                for (boolean first : List.of(true, false)) {
                    ObjectNode pdu = room.pdu(EventType.CREATE, "", sender, TestRoom.json(content));
                    visit(room, room.event(first
                            ? pdu
                            : pdu.set("prev_events", room.pdu("m", "", sender, pdu)
                                    .get("prev_events"))));
                    visit(room, room.event(pdu.deepCopy().put("room_id", room.roomId().value())));
                    visit(room, room.event(pdu.deepCopy().without("room_id")));
                }
            }
        }
    }

    private void otherEvents() {
        for (int power : POWERS) {
            for (String membership : MEMBERSHIPS) {
                TestRoom room = room(power, 0).member(BOB, membership);
                for (String type : List.of(EventType.NAME, EventType.MESSAGE, EventType.THIRD_PARTY_INVITE,
                        EventType.ALIASES, EventType.REDACTION, EventType.JOIN_RULES)) {
                    for (String stateKey : List.of("", "example.org", "@bob:example.org", "@carol:example.org")) {
                        visit(room, room.event(type, stateKey, BOB, "{}"));
                    }
                    visit(room, room.message(type, BOB, "{}"));
                }
                for (String redacted : List.of("$other:example.org", "$other:elsewhere.org", "$hash")) {
                    ObjectNode pdu = room.pdu(EventType.REDACTION, "", BOB, JsonTree.object());
                    visit(room, room.event(pdu.put("redacts", redacted).without("state_key")));
                }
            }
        }
    }

    private void powerLevels() {
        for (int power : POWERS) {
            TestRoom first = new TestRoom(version).member(ALICE, "join");
            TestRoom later = new TestRoom(version).member(BOB, "join").powerLevels(MIXED_LEVELS.formatted(power));
            for (String content : powerLevelContents(power)) {
                visit(first, first.event(EventType.POWER_LEVELS, "", ALICE, content));
                visit(later, later.event(EventType.POWER_LEVELS, "", BOB, content));
            }
        }
    }

    private static List<String> powerLevelContents(int power) {
        String unchanged = MIXED_LEVELS.formatted(power);
        return List.of("{}", unchanged, unchanged.replace("'ban':60", "'ban':40"),
                unchanged.replace("'ban':60", "'ban':70"), unchanged.replace("'ban':60", "'ban':150"),
                unchanged.replace("name':60", "name':40"), unchanged.replace("name':60", "name':70"),
                unchanged.replace("name':60", "name':150"), unchanged.replace("room':60", "room':40"),
                unchanged.replace("room':60", "room':150"), unchanged.replace("carol:example.org':50", "x:y':50"),
                unchanged.replace("carol:example.org':50", "carol:example.org':40"),
                unchanged.replace("carol:example.org':50", "carol:example.org':150"),
                unchanged.replace("@carol:example.org", "@alice:example.org"),
                unchanged.replace("@carol:example.org", "carol"), unchanged.replace("'ban':60", "'ban':'60'"),
                unchanged.replace("'ban':60", "'ban':'high'"), unchanged.replace("'ban':60", "'ban':null"),
                unchanged.replace("room':60", "room':'60'"), "{'users':[]}", "{'users':null}", "{'events':[]}",
                "{'users':{'@bob:example.org':[]}}", "{'notifications':5}");
    }

    private TestRoom room(int power, int targetPower) {
        return new TestRoom(version).member(ALICE, "join").powerLevels("{'users':{'@alice:example.org':100,"
                + "'@bob:example.org':" + power + ",'@carol:example.org':" + targetPower + "},'invite':50}");
    }

    private void visit(TestRoom room, Event event) {
        visitor.accept(event, room.decide(event));
    }
}
