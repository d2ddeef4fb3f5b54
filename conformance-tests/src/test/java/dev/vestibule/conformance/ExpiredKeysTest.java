package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.IdentityServer;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;

/** Redeeming an invite of an address after the identity server has replaced its keys. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD)
@ResourceLock(value = IdentityServer.KEYS, mode = ResourceAccessMode.READ_WRITE)
final class ExpiredKeysTest {

    private final IdentityServer identity;
    private final Actor alice;
    private final Actor bob;
    private final String token;
    private final String address;

    ExpiredKeysTest(Homeserver homeserver, IdentityServer identity) {
        this.identity = identity;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        token = identity.logIn(alice);
        address = homeserver.freshName("bob") + "@example.com";
    }

    @ParameterizedTest(name = "6.4.3, 6.5.4 v{0}: nothing is redeemed, by joining or by binding")
    @RoomVersionTable("1,11,12")
    void expired(int version) {
        Room room = RoomPlan.version(version).joinRule("invite").by(alice);
        alice.post(room.endpoint("invite"), identity.invite(token, "email", address)).ok();
        JsonNode mail = identity.mail(address);
        identity.rotateKeys();
        bob.post(room.endpoint("join"), Map.of("third_party_signed", identity.sign(token, bob, mail))).forbidden();
        assertThat(alice.memberEvent(room, bob)).isEmpty();
        identity.bind("email", address, bob).ok();
        assertThat(alice.memberEvent(room, bob)).isEmpty();
    }
}
