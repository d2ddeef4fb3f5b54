package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.IdentityServer;
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.SigningKey;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inviting an address: by an identity server, from the invite to the join. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD)
@ResourceLock(value = IdentityServer.KEYS, mode = ResourceAccessMode.READ)
final class ThirdPartyInviteTest {

    private final Homeserver homeserver;
    private final IdentityServer identity;
    private final Actor alice;
    private final Actor bob;
    private final String token;
    private final String address;

    ThirdPartyInviteTest(Homeserver homeserver, IdentityServer identity) {
        this.homeserver = homeserver;
        this.identity = identity;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        token = identity.logIn(alice);
        address = homeserver.freshName("bob") + "@example.com";
    }

    @ParameterizedTest(
            name = "1.4.3, 6.2.3, 6.2.4, 6.2.5, 6.2.8 v{0}: inviting an address that is nobody's leaves an invite in the room")
    @RoomVersionTable("1-12")
    void unbound(int version) {
        Room room = RoomPlan.version(version).joinRule("invite").by(alice);
        assertThat(invite(alice, room).ok().json()).isEmpty();
        ObjectNode event = waiting(room);
        JsonNode content = event.path("content");
        assertThat(event.path("state_key").asText()).isEqualTo(identity.mail(address).path("token").asText());
        assertThat(content.path("display_name").asText()).isNotBlank();
        assertThat(content.path("public_keys")).hasSize(2);
        assertThat(content.path("public_key")).isEqualTo(content.path("public_keys").get(0).path("public_key"));
        assertThat(content.path("key_validity_url"))
                .isEqualTo(content.path("public_keys").get(0).path("key_validity_url"));
        assertThat(alice.get(room.endpoint("state")).text()).as("the address is in no event").doesNotContain(address)
                .doesNotContain("example.com");
    }

    @Test
    @DisplayName("6.1.9 inviting an address that is somebody's invites them")
    void bound() {
        identity.bind("email", address, bob).ok();
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
    }

    @ParameterizedTest(name = "6.1.2 {0} {1}, bound, is found as {2}")
    @CsvSource({"email, Strauß@Example.com, STRAUSS@example.COM", "email, b@example.com, B@EXAMPLE.com"})
    void folded(String medium, String boundAs, String invitedAs) {
        String name = homeserver.freshName("x");
        identity.bind(medium, name + boundAs, bob).ok();
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.post(room.endpoint("invite"), identity.invite(token, medium, name + invitedAs)).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
    }

    @Test
    @DisplayName("6.1.2 a phone number that is somebody's invites them, with or without its plus; nobody's is refused")
    void msisdn() {
        String number = "1" + (long) (Math.abs((double) homeserver.freshName("n").hashCode()) + 1_000_000_000L);
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.post(room.endpoint("invite"), identity.invite(token, "msisdn", number))
                .refused(400, "M_THREEPID_MEDIUM_NOT_SUPPORTED");
        identity.bind("msisdn", number, bob).ok();
        alice.post(room.endpoint("invite"), identity.invite(token, "msisdn", "+" + number)).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
    }

    @ParameterizedTest(name = "1.4.6, 6.3.1, 6.3.2 v{0}: who has the mail joins with what the identity server signs")
    @RoomVersionTable("1-12")
    void redeem(int version) {
        Room room = RoomPlan.version(version).joinRule("invite").by(alice);
        invite(alice, room).ok();
        join(bob, room, identity.sign(token, bob, identity.mail(address))).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("6.3.6 the invite counts after the inviter has left")
    void inviterLeft() {
        Room room = RoomPlan.inviteRoom().by(alice);
        Actor carol = homeserver.register("carol");
        alice.invite(room, carol).ok();
        carol.join(room).ok();
        invite(alice, room).ok();
        alice.leave(room).ok();
        join(bob, room, identity.sign(token, bob, identity.mail(address))).ok();
        assertThat(carol.membership(room, bob)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("6.3.7 two users may redeem one invite, each with a signature of their own")
    void twice() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).ok();
        JsonNode mail = identity.mail(address);
        join(bob, room, identity.sign(token, bob, mail)).ok();
        join(carol, room, identity.sign(token, carol, mail)).ok();
    }

    @Test
    @DisplayName("6.2.7 a revoked invite cannot be redeemed")
    void revoked() {
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).ok();
        JsonNode mail = identity.mail(address);
        alice.put(room.state("m.room.third_party_invite", mail.path("token").asText()), Map.of()).ok();
        refused(room, identity.sign(token, bob, mail));
    }

    @Test
    @DisplayName("6.3.5, I1.4 what is signed for another user cannot be redeemed")
    void wrongUser() {
        Actor carol = homeserver.register("carol");
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).ok();
        refused(room, identity.sign(token, carol, identity.mail(address)));
    }

    @ParameterizedTest(name = "6.3.5 what was changed after it was signed cannot be redeemed: {0}")
    @ValueSource(strings = {"sender", "token", "mxid"})
    void tampered(String key) {
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).ok();
        ObjectNode signed = identity.sign(token, bob, identity.mail(address)).deepCopy();
        signed.put(key, key.equals("token") ? "another" : homeserver.register("carol").userId());
        refused(room, signed);
    }

    @Test
    @DisplayName("6.3.5, I1.1 a banned user redeems nothing")
    void banned() {
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).ok();
        alice.ban(room, bob).ok();
        join(bob, room, identity.sign(token, bob, identity.mail(address))).forbidden();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.BAN);
    }

    @Test
    @DisplayName("4.8 a member who redeems stays what they are")
    void joined() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.invite(room, bob).ok();
        bob.join(room).ok();
        MemberEvent before = alice.memberEvent(room, bob).orElseThrow();
        invite(alice, room).ok();
        join(bob, room, identity.sign(token, bob, identity.mail(address))).ok();
        identity.bind("email", address, bob).ok();
        assertThat(alice.memberEvent(room, bob)).contains(before);
    }

    @Test
    @DisplayName("1.4.4, 6.2.6, 6.1.1 who may not invite is refused before any identity server is asked")
    void mayNot() {
        Room room = RoomPlan.inviteRoom().by(alice);
        bob.post(room.endpoint("invite"), identity.invite("none", "email", address)).forbidden();
    }

    @Test
    @DisplayName("2.2.44, 6.1.11, 2.2.27 an identity server that is not allowed is 400 M_SERVER_NOT_TRUSTED")
    void untrusted() {
        Room room = RoomPlan.inviteRoom().by(alice);
        Map<String, Object> body = identity.invite(token, "email", address);
        body.put("id_server", "identity.invalid");
        alice.post(room.endpoint("invite"), body).refused(400, "M_SERVER_NOT_TRUSTED");
    }

    @Test
    @DisplayName("1.4.2 with both a user ID and an address it is the address that is invited")
    void both() {
        Room room = RoomPlan.inviteRoom().by(alice);
        Map<String, Object> body = identity.invite(token, "email", address);
        body.put("user_id", bob.userId());
        alice.post(room.endpoint("invite"), body).ok();
        assertThat(alice.memberEvent(room, bob)).isEmpty();
        assertThat(waitingIn(room)).hasSize(1);
    }

    @ParameterizedTest(name = "1.4.1, 1.4.2 without {0}, or with null, it is 400 M_MISSING_PARAM")
    @ValueSource(strings = {"id_server", "id_access_token"})
    void missing(String key) {
        Room room = RoomPlan.inviteRoom().by(alice);
        Map<String, Object> body = identity.invite(token, "email", address);
        body.put(key, null);
        alice.post(room.endpoint("invite"), body).refused(400, "M_MISSING_PARAM");
        body.remove(key);
        alice.post(room.endpoint("invite"), body).refused(400, "M_MISSING_PARAM");
        body.put(key, "");
        alice.post(room.endpoint("invite"), body).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("6.1.4 a token the identity server does not know is refused, and nothing is written")
    void badToken() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.post(room.endpoint("invite"), identity.invite("unknown", "email", address)).clientError();
        assertThat(waitingIn(room)).isEmpty();
    }

    @ParameterizedTest(name = "1.4.5, 2.2.32 {0} {1} is no address: 400 {2}")
    @CsvSource({"fax, 123456, M_THREEPID_MEDIUM_NOT_SUPPORTED", "email, nonsense, M_INVALID_PARAM",
            "email, a@b@c, M_INVALID_PARAM", "email, '', M_INVALID_PARAM", "email, ' ', M_INVALID_PARAM",
            "email, a b@example.com, M_INVALID_PARAM", "email, @example.com, M_INVALID_PARAM",
            "msisdn, 0-1, M_INVALID_PARAM", "msisdn, '', M_INVALID_PARAM"})
    void noAddress(String medium, String text, String errcode) {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.post(room.endpoint("invite"), identity.invite(token, medium, text)).refused(400, errcode);
    }

    @ParameterizedTest(name = "1.4.5 an address of {1} times {0} is too long: 400 M_INVALID_PARAM")
    @CsvSource({"x, 1000", "\u0390, 400", "\uFB03, 400"})
    void tooLong(String letter, int times) {
        noAddress("email", letter.repeat(times) + "@example.com", "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("1.4.4, 6.1.9 an owner who blocks invites is not invited by their address")
    void blocked() {
        identity.bind("email", address, bob).ok();
        bob.put(Endpoint.v3("user", bob.userId(), "account_data", "m.invite_permission_config"),
                Map.of("default_action", "block")).ok();
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).refused(403, "M_INVITE_BLOCKED");
    }

    @Test
    @DisplayName("6.4.2 whoever sends the invite as a member event asks for the keys, too")
    void unaskableByMemberEvent() {
        SigningKey key = SigningKey.generate();
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.third_party_invite", "abc", Map.of("display_name", "b", "public_key",
                key.publicKey(), "key_validity_url", "http://localhost:1/valid")).ok();
        Map<String, Object> invite = Map.of("membership", "invite", "third_party_invite",
                Map.of("display_name", "b", "signed", key.redeem(bob.userId(), alice.userId(), "abc")));
        alice.putMember(room, bob, invite).forbidden();
        assertThat(alice.memberEvent(room, bob)).isEmpty();
    }

    @ParameterizedTest(name = "6.4.1 a key that cannot be asked for at \"{0}\" does not count")
    @ValueSource(strings = {"", "http://localhost:1/valid#fragment", "nonsense", "file:///etc/passwd"})
    void unaskable(String url) {
        SigningKey key = SigningKey.generate();
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.putState(room, "m.room.third_party_invite", "abc",
                Map.of("display_name", "b", "public_key", key.publicKey(), "key_validity_url", url)).ok();
        bob.post(room.endpoint("join"),
                Map.of("third_party_signed", key.redeem(bob.userId(), alice.userId(), "abc"))).forbidden();
        assertThat(alice.memberEvent(room, bob)).isEmpty();
    }

    private Answer invite(Actor sender, Room room) {
        return sender.post(room.endpoint("invite"), identity.invite(token, "email", address));
    }

    private static Answer join(Actor user, Room room, JsonNode signed) {
        return user.post(room.endpoint("join"), Map.of("third_party_signed", signed));
    }

    private void refused(Room room, JsonNode signed) {
        join(bob, room, signed).forbidden();
        assertThat(alice.memberEvent(room, bob)).isEmpty();
    }

    private ObjectNode waiting(Room room) {
        List<JsonNode> events = waitingIn(room);
        assertThat(events).hasSize(1);
        return (ObjectNode) events.getFirst();
    }

    private List<JsonNode> waitingIn(Room room) {
        return alice.send(Method.GET, room.endpoint("state")).ok().json().valueStream()
                .filter(event -> event.path("type").asText().equals("m.room.third_party_invite")).toList();
    }
}
