package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.IdentityServer;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Making a room with {@code invite_3pid}: all addresses are invited, or there is no room. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD)
@ResourceLock(value = IdentityServer.KEYS, mode = ResourceAccessMode.READ)
final class CreateRoomByAddressTest {

    private final Homeserver homeserver;
    private final IdentityServer identity;
    private final Actor alice;
    private final Actor bob;
    private final String token;
    private final String address;

    CreateRoomByAddressTest(Homeserver homeserver, IdentityServer identity) {
        this.homeserver = homeserver;
        this.identity = identity;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        token = identity.logIn(alice);
        address = homeserver.freshName("bob") + "@example.com";
    }

    @Test
    @DisplayName("1.15.1, 1.15.3, 1.15.13 createRoom with invite_3pid invites owners, and leaves invites for addresses of nobody")
    void createRoom() {
        String other = homeserver.freshName("carol") + "@example.com";
        identity.bind("email", other, bob).ok();
        Answer created = alice.post(Endpoint.v3("createRoom"), Map.of("is_direct", true, "invite_3pid",
                List.of(identity.invite(token, "email", other), identity.invite(token, "email", address)))).ok();
        Room room = new Room(created.string("room_id"));
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().path("is_direct").asBoolean()).isTrue();
        Actor carol = homeserver.register("carol");
        join(carol, room, identity.sign(token, carol, identity.mail(address))).ok();
    }

    @Test
    @DisplayName("1.15.17, 6.1.11 createRoom with an identity server that is not allowed makes no room")
    void createRoomUntrusted() {
        Map<String, Object> body = identity.invite(token, "email", address);
        body.put("id_server", "identity.invalid");
        alice.post(Endpoint.v3("createRoom"), Map.of("invite_3pid", List.of(body)))
                .refused(400, "M_SERVER_NOT_TRUSTED");
        assertThat(alice.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms")).isEmpty();
    }

    @Test
    @DisplayName("6.1.1 a room that is refused sends no mail")
    void refusedRoomSendsNoMail() {
        alice.post(Endpoint.v3("createRoom"), Map.of("invite_3pid", List.of(identity.invite(token, "email", address)),
                "initial_state", List.of(Map.of("type", "m.room.member", "state_key", bob.userId(), "content",
                        Map.of("membership", "join")))))
                .clientError();
        assertThat(identity.mails(address)).isEmpty();
    }

    @Test
    @DisplayName("6.1.1 createRoom with a good address and one that cannot be invited sends no mail to the good one")
    void oneIsBad() {
        Map<String, Object> good = identity.invite(token, "email", address);
        for (Map<String, Object> bad : List.of(identity.invite("unknown", "email", "carol@example.com"),
                identity.invite(token, "email", "a@b@c"), identity.invite(token, "fax", "1"),
                identity.invite(token, "email", "carol@example.com", "identity.invalid"))) {
            createRoom(good, bad).clientError();
        }
        String blockers = homeserver.freshName("carol") + "@example.com";
        identity.bind("email", blockers, bob).ok();
        bob.put(Endpoint.v3("user", bob.userId(), "account_data", "m.invite_permission_config"),
                Map.of("default_action", "block")).ok();
        createRoom(good, identity.invite(token, "email", blockers)).refused(403, "M_INVITE_BLOCKED");
        assertThat(identity.mails(address)).isEmpty();
        assertThat(alice.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms")).isEmpty();
    }

    @Test
    @DisplayName("6.4.2 a third-party invite cannot be redeemed by the state a room begins with: its keys are asked for")
    void redeemsNothing() {
        Map<String, Object> invite = Map.of("type", "m.room.member", "state_key", bob.userId(), "content",
                Map.of("membership", "invite", "third_party_invite", Map.of("display_name", "b", "signed", Map.of())));
        alice.post(Endpoint.v3("createRoom"), Map.of("initial_state", List.of(invite)))
                .refused(400, "M_INVALID_ROOM_STATE");
    }

    private Answer createRoom(Map<String, Object> first, Map<String, Object> second) {
        return alice.post(Endpoint.v3("createRoom"), Map.of("invite_3pid", List.of(first, second)));
    }

    private static Answer join(Actor user, Room room, JsonNode signed) {
        return user.post(room.endpoint("join"), Map.of("third_party_signed", signed));
    }
}
