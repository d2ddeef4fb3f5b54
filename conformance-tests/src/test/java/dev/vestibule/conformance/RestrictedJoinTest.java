package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Watch;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joining rooms whose rule is {@code restricted} or {@code knock_restricted}. */
@ConformanceTest
final class RestrictedJoinTest {

    private static final String VIA = "join_authorised_via_users_server";

    private final Actor alice;
    private final Actor bob;
    private final Actor carol;
    private final Room club;
    private final Room otherClub;

    RestrictedJoinTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
        club = RoomPlan.publicRoom().by(alice, bob);
        otherClub = RoomPlan.publicRoom().by(alice);
    }

    @ParameterizedTest(name = "4.9 v{0}: join, rule {1}, condition met, by who is {2} -> {3}, authorised: {4}")
    @RoomVersionTable("""
            # versions | rule             | one is | then | authorised
            8-12       | restricted       | none   | join | true
            8-12       | restricted       | leave  | join | true
            8-12       | restricted       | invite | join | false
            8-12       | restricted       | join   | same | false
            8-12       | restricted       | knock  | join | true
            10-12      | knock_restricted | none   | join | true
            10-12      | knock_restricted | leave  | join | true
            10-12      | knock_restricted | invite | join | false
            10-12      | knock_restricted | join   | same | false
            10-12      | knock_restricted | knock  | join | true
            """)
    void conditionMet(int version, String joinRule, Membership from, Outcome expected, boolean authorised) {
        Room room = RoomPlan.version(version).restrictedTo(joinRule, otherClub, club).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
        JsonNode content = alice.memberEvent(room, bob).orElseThrow().content();
        assertThat(content.path(VIA).asText()).isEqualTo(authorised ? alice.userId() : "");
    }

    @ParameterizedTest(name = "4.9 v{0}: join, rule {1}, condition not met, by who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | one is | then
            8-12       | restricted       | none   | 403
            8-12       | restricted       | leave  | 403
            8-12       | restricted       | invite | join
            8-12       | restricted       | join   | same
            8-12       | restricted       | knock  | 403
            10-12      | knock_restricted | none   | 403
            10-12      | knock_restricted | leave  | 403
            10-12      | knock_restricted | invite | join
            10-12      | knock_restricted | join   | same
            10-12      | knock_restricted | knock  | 403
            """)
    void conditionNotMet(int version, String joinRule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).restrictedTo(joinRule, otherClub).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.9, J3 v{0}: join, rule {1}, condition met, by who is banned -> {2}")
    @RoomVersionTable("""
            8-12       | restricted       | 403
            10-12      | knock_restricted | 403
            """)
    void whileBanned(int version, String joinRule, Outcome expected) {
        Room room = RoomPlan.version(version).restrictedTo(joinRule, club).with(alice, bob, Membership.BAN);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @ParameterizedTest(name = "4.9 v{0}: whose membership of the allowed room is {1} -> {2}")
    @RoomVersionTable("""
            # versions | in the club | then
            8,9,11,12  | none        | 403
            8,9,11,12  | leave       | 403
            8,9,11,12  | invite      | 403
            8,9,11,12  | knock       | 403
            8,9,11,12  | ban         | 403
            8,9,11,12  | join        | join
            """)
    void onlyMembershipCounts(int version, Membership inTheClub, Outcome expected) {
        Room allowed = RoomPlan.publicRoom().with(alice, carol, inTheClub);
        Room room = RoomPlan.version(version).restrictedTo("restricted", allowed).by(alice);
        expected.holdsFor(new Watch(alice, room, carol), () -> carol.join(room));
    }

    @ParameterizedTest(name = "4.9: allow is {0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            absent                                                                                | 403
            {"allow": null}                                                                       | 403
            {"allow": "!club"}                                                                    | 403
            {"allow": {"type": "m.room_membership", "room_id": "!club"}}                          | 403
            {"allow": []}                                                                         | 403
            {"allow": ["!club", 1, null, []]}                                                     | 403
            {"allow": [{"type": "m.room_membership"}]}                                            | 403
            {"allow": [{"type": "m.room_membership", "room_id": 1}]}                              | 403
            {"allow": [{"type": "m.room_membership", "room_id": "nonsense"}]}                     | 403
            {"allow": [{"type": "m.room_membership", "room_id": "!unknown:localhost"}]}           | 403
            {"allow": ["x", {"type": "m.room_membership", "room_id": "!club"}]}                   | join
            {"allow": [{"type": "org.odd"}, {"type": "m.room_membership", "room_id": "!club"}]}   | join
            """)
    void readsTheConditions(String allow, Outcome expected) {
        String content = allow.equals("absent") ? "{}" : allow.replace("!club", club.id());
        ObjectNode joinRules = Json.object(content).put("join_rule", "restricted");
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.join_rules", "", joinRules).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.9: allow is {0}, of no type that is known -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"allow": [{}]}                                               | 403
            {"allow": [{"type": "org.example.odd", "room_id": "!club"}]}  | 403
            {"allow": [{"room_id": "!club"}]}                             | 403
            """)
    void knowsOneKindOfCondition(String allow, Outcome expected) {
        readsTheConditions(allow, expected);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.9, 2.2.42 v{0}: condition met, but nobody here may invite -> {1}")
    @RoomVersionTable("""
            8-11       | 403
            """)
    void withNobodyToAuthorise(int version, Outcome expected) {
        Room room = RoomPlan.version(version).restrictedTo("restricted", club).requires("invite", 101).by(alice);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @ParameterizedTest(name = "4.9.1 v{0}: a creator always may authorise -> {1}")
    @RoomVersionTable("""
            12         | join
            """)
    void authorisedByACreator(int version, Outcome expected) {
        Room room = RoomPlan.version(version).restrictedTo("restricted", club).requires("invite", 101).by(alice);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @ParameterizedTest(name = "3.3.14 v{0}: the authorising user is joined and has the level to invite")
    @RoomVersionTable("8-12")
    void isAuthorisedByWhoMayInvite(int version) {
        Room room = RoomPlan.version(version).requires("invite", 60).level(carol, 60).by(alice, carol);
        alice.putState(room, "m.room.join_rules", "", RoomPlan.restricted("restricted", club)).ok();
        alice.leave(room).ok();
        bob.join(room).ok();
        assertThat(carol.memberEvent(room, bob).orElseThrow().content().path(VIA).asText())
                .isEqualTo(carol.userId());
    }

    @ParameterizedTest(name = "4.9.2 v{0}: conditions are asked at joining only")
    @RoomVersionTable("8,12")
    void isNotAskedAgain(int version) {
        Room allowed = RoomPlan.publicRoom().by(alice, carol);
        Room room = RoomPlan.version(version).restrictedTo("restricted", allowed).by(alice);
        carol.join(room).ok();
        carol.leave(allowed).ok();
        assertThat(alice.membership(room, carol)).isEqualTo(Membership.JOIN);
        alice.putState(room, "m.room.join_rules", "", RoomPlan.restricted("restricted", otherClub)).ok();
        MemberEvent before = alice.memberEvent(room, carol).orElseThrow();
        carol.join(room).ok();
        assertThat(alice.memberEvent(room, carol).orElseThrow().membership()).isEqualTo(before.membership());
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.9, 4.1.1 v{0}: joining again after a restricted join -> {1}")
    @RoomVersionTable("8-12 | same")
    void again(int version, Outcome expected) {
        Room room = RoomPlan.version(version).restrictedTo("restricted", club).by(alice);
        bob.join(room).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.join(room));
    }

    @ParameterizedTest(name = "4.7.1 v{0}: who meets a knock_restricted condition may knock all the same -> {1}")
    @RoomVersionTable("10-12 | knock")
    void knockInstead(int version, Outcome expected) {
        Room room = RoomPlan.version(version).restrictedTo("knock_restricted", club).by(alice);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.knock(room));
    }

    @Test
    @DisplayName("1.14.6 a client cannot choose who authorises its join")
    void takesNoAuthoriserFromTheClient() {
        Room room = RoomPlan.publicRoom().restrictedTo("restricted", club).by(alice);
        bob.putMember(room, bob, Map.of("membership", "join", VIA, "@somebody:elsewhere.example")).ok();
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().path(VIA).asText())
                .isEqualTo(alice.userId());
        bob.putMember(room, bob, Map.of("membership", "join", VIA, "@somebody:elsewhere.example", "displayname", "B"))
                .ok();
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().path(VIA).asText())
                .isNotEqualTo("@somebody:elsewhere.example");
    }
}
