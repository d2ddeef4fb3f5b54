package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Watch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PUT /rooms/{roomId}/state/m.room.member/{userId}}: the authorization rules and nothing else. */
@ConformanceTest
final class PutMemberStateTest {

    private final Actor alice;
    private final Actor bob;
    private final Actor carol;

    PutMemberStateTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        carol = homeserver.register("carol");
    }

    @ParameterizedTest(name = "4.10 v{0}: own {3} in a room whose rule is {1}, one is {2} -> {4}")
    @RoomVersionTable("""
            # versions | rule    | one is | puts   | then
            1-12       | public  | none   | join   | join
            1-12       | public  | leave  | join   | join
            1-12       | public  | invite | join   | join
            7-12       | public  | knock  | join   | join
            1-12       | invite  | none   | join   | 403
            1-12       | invite  | leave  | join   | 403
            1-12       | invite  | invite | join   | join
            7-12       | invite  | knock  | join   | 403
            1-12       | private | invite | join   | 403

            1-12       | public  | none   | invite | 403
            1-12       | public  | leave  | invite | 403
            1-12       | public  | invite | invite | 403
            1-12       | public  | join   | invite | 403
            7-12       | public  | knock  | invite | 403

            1-12       | public  | none   | leave  | 403
            1-12       | public  | leave  | leave  | same
            1-12       | public  | invite | leave  | leave
            1-12       | public  | join   | leave  | leave
            7-12       | public  | knock  | leave  | leave
            1-12       | public  | ban    | leave  | 403

            1-12       | public  | none   | ban    | 403
            1-12       | public  | leave  | ban    | 403
            1-12       | public  | invite | ban    | 403
            1-12       | public  | join   | ban    | 403
            7-12       | public  | knock  | ban    | 403
            1-12       | public  | ban    | ban    | 403

            7-12       | knock   | none   | knock  | knock
            7-12       | knock   | leave  | knock  | knock
            7-12       | knock   | invite | knock  | 403
            7-12       | knock   | join   | knock  | 403
            7-12       | public  | none   | knock  | 403
            7-12       | public  | leave  | knock  | 403
            7-12       | public  | invite | knock  | 403
            7-12       | public  | join   | knock  | 403
            """)
    void own(int version, String joinRule, Membership from, Membership put, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule(joinRule).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.putMember(room, bob, Json.membership(put.word())));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.10 v{0}: own {3} in a room whose rule is {1}, one is {2} -> {4}")
    @RoomVersionTable("""
            1-12       | public  | ban    | join   | 403
            1-12       | public  | ban    | invite | 403
            7-12       | knock   | ban    | knock  | 403
            1-6        | knock   | none   | knock  | 403
            1-6        | knock   | leave  | knock  | 403
            1-6        | knock   | invite | knock  | 403
            1-6        | knock   | join   | knock  | 403
            """)
    void ownThatSynapseAnswersOtherwise(int version, String joinRule, Membership from, Membership put,
            Outcome expected) {
        own(version, joinRule, from, put, expected);
    }

    @ParameterizedTest(name = "4.10 v{0}: {2} of another by an entitled member, target is {1} -> {3}")
    @RoomVersionTable("""
            # versions | target is | puts   | then
            1-12       | none      | join   | 403
            1-12       | leave     | join   | 403
            1-12       | invite    | join   | 403
            1-12       | join      | join   | 403
            7-12       | knock     | join   | 403

            1-12       | none      | invite | invite
            1-12       | leave     | invite | invite
            1-12       | join      | invite | 403
            7-12       | knock     | invite | invite

            1-12       | none      | leave  | leave
            1-12       | leave     | leave  | fresh
            1-12       | invite    | leave  | leave
            1-12       | join      | leave  | leave
            7-12       | knock     | leave  | leave
            1-12       | ban       | leave  | leave

            1-12       | none      | ban    | ban
            1-12       | leave     | ban    | ban
            1-12       | invite    | ban    | ban
            1-12       | join      | ban    | ban
            7-12       | knock     | ban    | ban
            1-12       | ban       | ban    | same

            7-12       | none      | knock  | 403
            7-12       | leave     | knock  | 403
            7-12       | invite    | knock  | 403
            7-12       | join      | knock  | 403
            7-12       | knock     | knock  | 403
            """)
    void ofAnother(int version, Membership from, Membership put, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob), () -> alice.putMember(room, bob, Json.membership(put.word())));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.10 v{0}: {2} of another by an entitled member, target is {1} -> {3}")
    @RoomVersionTable("""
            1-12       | ban       | join   | 403
            1-12       | ban       | invite | 403
            7-12       | ban       | knock  | 403
            1-6        | none      | knock  | 403
            1-6        | join      | knock  | 403
            """)
    void ofAnotherThatSynapseAnswersOtherwise(int version, Membership from, Membership put, Outcome expected) {
        ofAnother(version, from, put, expected);
    }

    @ParameterizedTest(name = "4.10 v{0}: {2} of another by a member without power, target is {1} -> {3}")
    @RoomVersionTable("""
            1-12       | none      | invite | 403
            1-12       | none      | leave  | 403
            1-12       | leave     | leave  | 403
            1-12       | invite    | leave  | 403
            1-12       | join      | leave  | 403
            7-12       | knock     | leave  | 403
            1-12       | ban       | leave  | 403
            1-12       | none      | ban    | 403
            1-12       | join      | ban    | 403
            1-12       | ban       | ban    | 403
            """)
    void ofAnotherWithoutPower(int version, Membership from, Membership put, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, from);
        alice.putJoinRule(room, "public").ok();
        carol.join(room).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> carol.putMember(room, bob, Json.membership(put.word())));
    }

    @ParameterizedTest(name = "V3, V4 v{0}: leave of a banned user, level {1}, ban needs {2}, kick {3} -> {4}")
    @RoomVersionTable("""
            1-12       | 50     | 50  | 50   | leave
            1-12       | 55     | 60  | 50   | 403
            1-12       | 55     | 50  | 60   | 403
            """)
    void unban(int version, int sender, int ban, int kick, Outcome expected) {
        Room room = RoomPlan.version(version).level(carol, sender).requires("ban", ban).requires("kick", kick)
                .by(alice, carol);
        alice.ban(room, bob).ok();
        expected.holdsFor(new Watch(alice, room, bob),
                () -> carol.putMember(room, bob, Json.membership("leave")));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.10, 1.14.5: content {0} is 400 M_BAD_JSON")
    @ValueSource(strings = {"{}", "{\"displayname\":\"B\"}", "{\"membership\":\"kick\"}", "{\"membership\":\"unban\"}",
            "{\"membership\":\"JOIN\"}", "{\"membership\":\"\"}", "{\"membership\":1}", "{\"membership\":null}"})
    void ofAnUnknownMembership(String content) {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        new Outcome.Refused(400, "M_BAD_JSON").holdsFor(new Watch(alice, room, bob),
                () -> bob.putMember(room, bob, content));
    }

    @Test
    @DisplayName("4.10.1, 1.14.4 the same content again by the same sender is the same event")
    void twice() {
        Room room = RoomPlan.inviteRoom().by(alice);
        Map<String, Object> invite = Map.of("membership", "invite", "reason", "hi", "displayname", "Robert");
        String first = alice.putMember(room, bob, invite).ok().string("event_id");
        assertThat(alice.putMember(room, bob, invite).ok().string("event_id")).isEqualTo(first);

        Map<String, Object> join = Map.of("membership", "join", "displayname", "Robert");
        String joined = bob.putMember(room, bob, join).ok().string("event_id");
        assertThat(bob.putMember(room, bob, join).ok().string("event_id")).isEqualTo(joined);
        assertThat(alice.memberEvent(room, bob).orElseThrow().eventId()).isEqualTo(joined);
    }

    @Test
    @DisplayName("4.10 an own leave with other content while one has left is refused; so is any after a kick")
    void leaveAfterLeaving() {
        Room room = RoomPlan.publicRoom().with(alice, bob, Membership.LEAVE);
        new Outcome.Refused(403, "M_FORBIDDEN").holdsFor(new Watch(alice, room, bob),
                () -> bob.putMember(room, bob, Map.of("membership", "leave", "reason", "really")));
        alice.putMember(room, bob, Json.membership("leave")).ok();
        new Outcome.Refused(403, "M_FORBIDDEN").holdsFor(new Watch(alice, room, bob),
                () -> bob.putMember(room, bob, Json.membership("leave")));
    }

    @Test
    @DisplayName("1.14.3 a join of who is joined sets the name in this room")
    void setsTheNameInARoom() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        new Outcome.Fresh().holdsFor(new Watch(alice, room, bob),
                () -> bob.putMember(room, bob, Map.of("membership", "join", "displayname", "Bobby", "custom", 1)));
        JsonNode content = alice.memberEvent(room, bob).orElseThrow().content();
        assertThat(content.path("displayname").asText()).isEqualTo("Bobby");
        assertThat(content.path("custom").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("4.10 an invite keeps is_direct, reason and other keys")
    void keepsTheContentOfAnInvite() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putMember(room, bob, Map.of("membership", "invite", "is_direct", true, "reason", "hi", "custom", 1)).ok();
        JsonNode content = alice.memberEvent(room, bob).orElseThrow().content();
        assertThat(content.path("is_direct").asBoolean()).isTrue();
        assertThat(content.path("reason").asText()).isEqualTo("hi");
        assertThat(content.path("custom").asInt()).isEqualTo(1);
    }

    @ParameterizedTest(name = "1.14.6 v{0}: an authorising user named by the client is dropped")
    @RoomVersionTable("8-12")
    void dropsTheAuthoriser(int version) {
        Room room = RoomPlan.version(version).by(alice, bob);
        bob.putMember(room, bob, Map.of("membership", "join", "displayname", "B",
                "join_authorised_via_users_server", "@somebody:elsewhere.example")).ok();
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().has("join_authorised_via_users_server"))
                .isFalse();
    }

    @ParameterizedTest(name = "1.14.8 state_key {0} is no user ID: 400 M_INVALID_PARAM")
    @ValueSource(strings = {"bob", "@bob", "!room:localhost"})
    void forNoUser(String stateKey) {
        Room room = RoomPlan.publicRoom().by(alice);
        alice.putState(room, "m.room.member", stateKey, Json.membership("invite")).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("4.10.3, 1.14.2 the answer is the event ID, 400 where the body is no object, 403 where it may not be")
    void answers() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        assertThat(alice.putMember(room, carol, Json.membership("invite")).ok().string("event_id")).startsWith("$");
        for (String body : List.of("[]", "\"join\"", "1", "null")) {
            alice.putMember(room, carol, body).refused(400, "M_BAD_JSON");
        }
        alice.putMember(room, carol, "").refused(400, "M_NOT_JSON");
        bob.putMember(room, carol, Json.membership("ban")).forbidden();
        assertThat(alice.membership(room, carol)).isEqualTo(Membership.INVITE);
    }

    @Test
    @DisplayName("4.10.2 user IDs that differ by case are different users")
    void tellsCasesApart() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Actor shouting = new Actor(bob.homeserver(), "@" + bob.localpart().toUpperCase(Locale.ROOT) + ":"
                + bob.serverName(), bob.accessToken(), bob.deviceId());
        bob.putMember(room, shouting, Json.membership("join")).forbidden();
        assertThat(alice.membership(room, shouting)).isEqualTo(Membership.NONE);
    }

    @Test
    @DisplayName("1.14.7, I1 an invite that claims a third-party invite without a signature is refused")
    void checksThirdPartyInvites() {
        Room room = RoomPlan.inviteRoom().by(alice);
        Map<String, Object> unsigned = Map.of("membership", "invite", "third_party_invite", Map.of("display_name", "b",
                "signed", Map.of("mxid", bob.userId(), "token", "none", "signatures", Map.of())));
        new Outcome.Refused(403, "M_FORBIDDEN").holdsFor(new Watch(alice, room, bob),
                () -> alice.putMember(room, bob, unsigned));
    }
}
