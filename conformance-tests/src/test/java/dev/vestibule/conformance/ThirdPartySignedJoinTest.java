package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.SigningKey;
import dev.vestibule.conformance.suite.Sync;
import dev.vestibule.conformance.suite.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joining with {@code third_party_signed}: redeeming an invite that was sent to an address. */
@ConformanceTest
final class ThirdPartySignedJoinTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final SigningKey key = SigningKey.generate();

    ThirdPartySignedJoinTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "4.8, 4.8.1, I1.7 v{0}: redeeming in a room whose rule is {1}, one is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule    | one is | then
            1-12       | invite  | none   | join
            1-12       | invite  | leave  | join
            1-12       | invite  | invite | join
            7-12       | invite  | knock  | join
            1-12       | public  | none   | join
            7-12       | knock   | none   | join
            8-12       | restricted       | none   | join
            10-12      | knock_restricted | none   | join
            """)
    void redeem(int version, String joinRule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule(joinRule).with(alice, bob, from);
        String token = invitation(room);
        expected.holdsFor(new Watch(alice, room, bob),
                () -> join(room, key.redeem(bob.userId(), alice.userId(), token)));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.8.2 v{0}: redeeming in a room whose rule is {1} writes neither invite nor join -> {2}")
    @RoomVersionTable("""
            1,6,11,12  | private         | 403
            11         | org.example.odd | 403
            """)
    void whereNobodyMayJoin(int version, String joinRule, Outcome expected) {
        redeem(version, joinRule, Membership.NONE, expected);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.8, 3.3.5 v{0}: redeeming in a room whose rule is {1}, one is {2} -> {3}")
    @RoomVersionTable("""
            1-12       | invite  | join   | same
            """)
    void redeemWhileJoined(int version, String joinRule, Membership from, Outcome expected) {
        redeem(version, joinRule, from, expected);
    }

    @ParameterizedTest(name = "6.3.8, 6.4.4, 4.8, 6.3.3 v{0}: an invite in the inviter's name comes before the join")
    @RoomVersionTable("1,6,8,11,12")
    void writesAnInvite(int version) {
        Room room = RoomPlan.version(version).joinRule("invite").by(alice);
        String token = invitation(room);
        Map<String, Object> signed = key.redeem(bob.userId(), alice.userId(), token);
        join(room, signed).ok();
        List<JsonNode> events = Json
                .elements(alice.get(room.endpoint("messages").with("dir", "f").with("limit", 50)).ok()
                        .json().path("chunk"))
                .stream().filter(Sync.isMemberEventOf(bob)).toList();
        assertThat(events).hasSize(2);
        JsonNode invite = events.getFirst();
        assertThat(invite.path("content").path("membership").asText()).isEqualTo("invite");
        assertThat(invite.path("sender").asText()).isEqualTo(alice.userId());
        assertThat(invite.path("content").path("third_party_invite").path("signed")).isEqualTo(Json.tree(signed));
        assertThat(events.getLast().path("content").path("membership").asText()).isEqualTo("join");
        assertThat(events.getLast().path("content").has("third_party_signed")).isFalse();
    }

    @ParameterizedTest(name = "1.1.8, 4.8, I1 refused: {0}")
    @ValueSource(strings = {"unknown token", "signed by another key", "for another user", "in another name",
            "revoked"})
    void refuses(String what) {
        Room room = RoomPlan.inviteRoom().by(alice);
        String token = invitation(room);
        Map<String, Object> signed = switch (what) {
            case "unknown token" -> key.redeem(bob.userId(), alice.userId(), "unknown");
            case "signed by another key" -> SigningKey.generate().redeem(bob.userId(), alice.userId(), token);
            case "for another user" -> key.redeem(alice.userId(), alice.userId(), token);
            case "in another name" -> key.redeem(bob.userId(), bob.userId(), token);
            default -> {
                alice.putState(room, "m.room.third_party_invite", token, Map.of()).ok();
                yield key.redeem(bob.userId(), alice.userId(), token);
            }
        };
        new Outcome.Refused(403, "M_FORBIDDEN").holdsFor(new Watch(alice, room, bob), () -> join(room, signed));
    }

    @ParameterizedTest(name = "4.8, I1.1 v{0}: redeeming while banned -> {1}")
    @RoomVersionTable("1-12 | 403")
    void whileBanned(int version, Outcome expected) {
        Room room = RoomPlan.version(version).with(alice, bob, Membership.BAN);
        String token = invitation(room);
        expected.holdsFor(new Watch(alice, room, bob),
                () -> join(room, key.redeem(bob.userId(), alice.userId(), token)));
    }

    @ParameterizedTest(
            name = "6.2.3, 6.3.8, 6.4.4 a key stands {0}: who signed for it, and a missing URL, do not matter")
    @ValueSource(strings = {"alone", "in the list", "in URL-safe Base64"})
    void wherever(String where) {
        Room room = RoomPlan.inviteRoom().by(alice);
        String token = homeserver.freshName("token");
        String given = where.endsWith("Base64")
                ? key.publicKey().replace('+', '-').replace('/', '_')
                : key.publicKey();
        Map<String, Object> content = where.equals("in the list")
                ? Map.of("display_name", "b", "public_key", SigningKey.generate().publicKey(), "public_keys",
                        List.of(Map.of("public_key", SigningKey.generate().publicKey(), "key_validity_url",
                                "http://localhost:1/valid"), Map.of("public_key", given)))
                : Map.of("display_name", "b", "public_key", given);
        alice.putState(room, "m.room.third_party_invite", token, content).ok();
        join(room, key.redeem(bob.userId(), alice.userId(), token)).ok();
        assertThat(alice.getState(room, "m.room.third_party_invite", token).ok().json().toString()).contains(given);
    }

    @ParameterizedTest(
            name = "6.2.6 where inviting takes level {0} and `events` asks for 100, a member of level 50: {1}")
    @CsvSource({"0, 200", "50, 200", "51, 403"})
    void whoMayInvite(int level, int status) {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.version(11).level(carol, 50).requires("invite", level)
                .requires("events", Map.of("m.room.third_party_invite", 100)).by(alice, carol);
        Answer answer = carol.putState(room, "m.room.third_party_invite", homeserver.freshName("token"), content());
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    @DisplayName("6.3.6 the inviter may have left since")
    void afterTheInviterHasLeft() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.publicRoom().level(carol, 50).by(alice, carol);
        String token = homeserver.freshName("token");
        carol.putState(room, "m.room.third_party_invite", token, content()).ok();
        carol.leave(room).ok();
        alice.putJoinRule(room, "invite").ok();
        join(room, key.redeem(bob.userId(), carol.userId(), token)).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.1.2, 4.8 without {0}: 400 M_MISSING_PARAM; of the wrong type: 400 M_BAD_JSON")
    @ValueSource(strings = {"mxid", "sender", "token", "signatures"})
    void malformed(String member) {
        Room room = RoomPlan.inviteRoom().by(alice);
        Map<String, Object> signed = new HashMap<>(key.redeem(bob.userId(), alice.userId(), invitation(room)));
        signed.remove(member);
        join(room, signed).refused(400, "M_MISSING_PARAM");
        signed.put(member, 1);
        join(room, signed).refused(400, "M_BAD_JSON");
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.NONE);
    }

    private Answer join(Room room, Map<String, Object> signed) {
        return bob.post(room.endpoint("join"), Map.of("third_party_signed", signed));
    }

    /** Puts an invite to an address into the room, as an identity server would have it put; returns its token. */
    private String invitation(Room room) {
        String token = homeserver.freshName("token");
        alice.putState(room, "m.room.third_party_invite", token, content()).ok();
        return token;
    }

    private Map<String, Object> content() {
        return Map.of("display_name", "b...@e...", "public_key", key.publicKey(), "public_keys",
                List.of(Map.of("public_key", key.publicKey())));
    }
}
