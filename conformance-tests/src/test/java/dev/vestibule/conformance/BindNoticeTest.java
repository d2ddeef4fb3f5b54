package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.restassured.http.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An identity server tells the homeserver that an invited address became a user's. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD)
@ResourceLock(value = IdentityServer.KEYS, mode = ResourceAccessMode.READ)
final class BindNoticeTest {

    private static final Endpoint ON_BIND = Endpoint.raw("/_matrix/federation/v1/3pid/onbind");

    private final Homeserver homeserver;
    private final IdentityServer identity;
    private final Actor alice;
    private final Actor bob;
    private final String token;
    private final String address;

    BindNoticeTest(Homeserver homeserver, IdentityServer identity) {
        this.homeserver = homeserver;
        this.identity = identity;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        token = identity.logIn(alice);
        address = homeserver.freshName("bob") + "@example.com";
    }

    @ParameterizedTest(name = "6.3.4, 6.5.1, 6.5.2 v{0}: binding the address invites its owner, who joins")
    @RoomVersionTable("1-12")
    void onBind(int version) {
        Room room = RoomPlan.version(version).joinRule("invite").by(alice);
        invite(alice, room).ok();
        identity.bind("email", address, bob).ok();
        MemberEvent invited = alice.memberEvent(room, bob).orElseThrow();
        assertThat(invited.membership()).isEqualTo(Membership.INVITE);
        assertThat(invited.sender()).isEqualTo(alice.userId());
        bob.join(room).ok();
    }

    @Test
    @DisplayName("6.5.1 who blocks invites is not invited when an address turns out to be theirs")
    void onBindBlocked() {
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).ok();
        bob.put(Endpoint.v3("user", bob.userId(), "account_data", "m.invite_permission_config"),
                Map.of("default_action", "block")).ok();
        identity.bind("email", address, bob).ok();
        assertThat(alice.memberEvent(room, bob)).isEmpty();
    }

    @Test
    @DisplayName("6.5.1 a notice by PUT or by POST is taken; what it cannot prove invites nobody")
    void unproven() {
        Room room = RoomPlan.inviteRoom().by(alice);
        invite(alice, room).ok();
        for (Method method : List.of(Method.PUT, Method.POST)) {
            assertThat(homeserver.send(method, ON_BIND, notice(room)).ok().json()).isEmpty();
        }
        assertThat(alice.memberEvent(room, bob)).isEmpty();
    }

    @Test
    @DisplayName("6.5.1 a notice of too many invites changes nothing")
    void tooMany() {
        Map<String, Object> notice = notice(RoomPlan.inviteRoom().by(alice));
        notice.put("invites", Collections.nCopies(1000, invite(notice)));
        homeserver.send(Method.PUT, ON_BIND, notice).clientError();
    }

    @ParameterizedTest(name = "6.5.1 a notice without {0} is 400 M_MISSING_PARAM")
    @ValueSource(strings = {"medium", "address", "mxid", "invites", "invites.medium", "invites.address", "invites.mxid",
            "invites.room_id", "invites.sender", "invites.signed", "signed.mxid", "signed.token", "signed.signatures"})
    void incomplete(String key) {
        Map<String, Object> notice = notice(RoomPlan.inviteRoom().by(alice));
        change(notice, key, null);
        homeserver.send(Method.PUT, ON_BIND, notice).refused(400, "M_MISSING_PARAM");
    }

    @ParameterizedTest(name = "6.5.1 a notice whose {0} is another user than elsewhere is 400 M_INVALID_PARAM")
    @ValueSource(strings = {"mxid", "invites.mxid", "signed.mxid"})
    void inconsistent(String key) {
        Map<String, Object> notice = notice(RoomPlan.inviteRoom().by(alice));
        change(notice, key, alice.userId());
        homeserver.send(Method.PUT, ON_BIND, notice).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("6.5.1 a notice about a user of another server is 400 M_INVALID_PARAM")
    void remote() {
        Map<String, Object> notice = notice(RoomPlan.inviteRoom().by(alice));
        for (String key : List.of("mxid", "invites.mxid", "signed.mxid")) {
            change(notice, key, "@bob:elsewhere.example");
        }
        homeserver.send(Method.PUT, ON_BIND, notice).refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("6.5.3 invites are not exchanged with other servers: 404 M_UNRECOGNIZED")
    void exchange() {
        Room room = RoomPlan.inviteRoom().by(alice);
        homeserver.send(Method.PUT, Endpoint.raw("/_matrix/federation/v1/exchange_third_party_invite/" + room.id()),
                Map.of()).refused(404, "M_UNRECOGNIZED");
    }

    /** A notice of one invite that is complete, but signed by nobody. */
    private Map<String, Object> notice(Room room) {
        Map<String, Object> signed = new HashMap<>(Map.of("mxid", bob.userId(), "token", "none", "signatures",
                Map.of("identity.example", Map.of("ed25519:0", "AAAA"))));
        Map<String, Object> invite = new HashMap<>(Map.of("medium", "email", "address", address, "mxid", bob.userId(),
                "room_id", room.id(), "sender", alice.userId(), "signed", signed));
        return new TreeMap<>(Map.of("medium", "email", "address", address, "mxid", bob.userId(), "invites",
                List.of(invite)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> invite(Map<String, Object> notice) {
        return ((List<Map<String, Object>>) notice.get("invites")).getFirst();
    }

    /** Replaces a key of the notice, of its invite or of what is signed in it. */
    @SuppressWarnings("unchecked")
    private static void change(Map<String, Object> notice, String path, Object value) {
        String key = path.substring(path.indexOf('.') + 1);
        if (path.startsWith("invites.")) {
            invite(notice).put(key, value);
        } else if (path.startsWith("signed.")) {
            ((Map<String, Object>) invite(notice).get("signed")).put(key, value);
        } else {
            notice.put(key, value);
        }
    }

    private Answer invite(Actor sender, Room room) {
        return sender.post(room.endpoint("invite"), identity.invite(token, "email", address));
    }
}
