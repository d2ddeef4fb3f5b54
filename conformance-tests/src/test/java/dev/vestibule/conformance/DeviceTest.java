package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.PasswordProof;
import io.restassured.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** {@code /devices}, {@code /devices/{deviceId}}, {@code /delete_devices}. */
@ConformanceTest
@TestInstance(Lifecycle.PER_METHOD) // Each changes what its users are.
final class DeviceTest {

    private final Actor alice;
    private final Actor phone;
    private final Homeserver homeserver;

    DeviceTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        phone = alice.onAnotherDevice();
    }

    @Test
    @DisplayName("7.23 GET /devices lists one's own devices: each login made one")
    void lists() {
        assertThat(deviceIds()).containsExactlyInAnyOrder(alice.deviceId(), phone.deviceId());
    }

    @Test
    @DisplayName("7.23 a device has the name that the login gave it")
    void nameFromLogin() {
        homeserver.send(Method.POST, Endpoint.v3("login"), Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", alice.userId()), "password", Homeserver.PASSWORD, "device_id",
                "DESK", "initial_device_display_name", "my desk")).ok();
        Answer device = alice.get(device("DESK")).ok();
        assertThat(device.string("device_id")).isEqualTo("DESK");
        assertThat(device.string("display_name")).isEqualTo("my desk");
    }

    @Test
    @DisplayName("7.23 PUT /devices/{deviceId} names a device")
    void renames() {
        assertThat(alice.put(device(phone.deviceId()), Map.of("display_name", "a phone")).ok().json())
                .isEqualTo(Json.parse("{}"));
        assertThat(phone.get(device(phone.deviceId())).ok().string("display_name")).isEqualTo("a phone");
    }

    @Test
    @DisplayName("7.23 an unknown device, or somebody else's, is 404 M_NOT_FOUND")
    void unknown() {
        Actor bob = homeserver.register("bob");
        for (String id : List.of("NO_SUCH_DEVICE", bob.deviceId())) {
            alice.get(device(id)).refused(404, "M_NOT_FOUND");
            alice.put(device(id), Map.of("display_name", "x")).refused(404, "M_NOT_FOUND");
        }
    }

    @Test
    @DisplayName("7.42, 2.1.3 DELETE without auth is 401 with flows, params and a session, and without errcode")
    void challenges() {
        Answer challenge = alice.delete(device(phone.deviceId()));
        assertThat(challenge.status()).as("%s", challenge).isEqualTo(401);
        assertThat(challenge.json().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        assertThat(challenge.json().path("params").isObject()).as("%s", challenge).isTrue();
        assertThat(challenge.string("session")).isNotBlank();
        assertThat(challenge.json().has("errcode")).as("%s", challenge).isFalse();
        phone.get(Endpoint.v3("account", "whoami")).ok();
    }

    @Test
    @DisplayName("7.42 DELETE with the session and the password removes the device and ends its token")
    void deletes() {
        String session = alice.delete(device(phone.deviceId())).string("session");
        alice.send(Method.DELETE, device(phone.deviceId()), Map.of("auth", PasswordProof.of(alice, session))).ok();
        alice.get(device(phone.deviceId())).refused(404, "M_NOT_FOUND");
        phone.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
        assertThat(deviceIds()).containsExactly(alice.deviceId());
    }

    @Test
    @DisplayName("7.42 complete auth in the first request is accepted")
    void deletesAtOnce() {
        alice.send(Method.DELETE, device(phone.deviceId()), Map.of("auth", PasswordProof.of(alice))).ok();
        alice.get(device(phone.deviceId())).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("7.42 a wrong password is 401 M_FORBIDDEN with flows, and the device stays")
    void wrongPassword() {
        Answer refused = alice.send(Method.DELETE, device(phone.deviceId()),
                Map.of("auth", PasswordProof.wrong(alice))).refused(401, "M_FORBIDDEN");
        assertThat(refused.json().path("flows").isArray()).as("%s", refused).isTrue();
        assertThat(refused.json().path("params").isObject()).as("%s", refused).isTrue();
        assertThat(refused.string("session")).isNotBlank();
        alice.get(device(phone.deviceId())).ok();
    }

    @Test
    @DisplayName("7.42 somebody else's right password is 403, and the device stays")
    void somebodyElse() {
        Actor bob = homeserver.register("bob");
        Answer refused = alice.send(Method.DELETE, device(phone.deviceId()), Map.of("auth", PasswordProof.of(bob)));
        assertThat(refused.status()).as("%s", refused).isEqualTo(403);
        alice.get(device(phone.deviceId())).ok();
    }

    @Test
    @DisplayName("7.42 a session is good for no other operation")
    void sessionOfAnotherOperation() {
        String session = alice.delete(device(phone.deviceId())).string("session");
        Answer refused = alice.post(Endpoint.v3("delete_devices"), Map.of("devices", List.of(phone.deviceId()), "auth",
                PasswordProof.of(alice, session)));
        assertThat(refused.clientError().status()).as("%s", refused).isIn(401, 403);
        alice.get(device(phone.deviceId())).ok();
    }

    @Test
    @DisplayName("7.23 POST /delete_devices removes several, with one proof; unknown ones are no matter")
    void deletesSeveral() {
        Actor tablet = alice.onAnotherDevice();
        List<String> ids = List.of(phone.deviceId(), tablet.deviceId(), "NO_SUCH_DEVICE");
        Answer challenge = alice.post(Endpoint.v3("delete_devices"), Map.of("devices", ids));
        assertThat(challenge.status()).as("%s", challenge).isEqualTo(401);
        alice.post(Endpoint.v3("delete_devices"),
                Map.of("devices", ids, "auth", PasswordProof.of(alice, challenge.string("session")))).ok();
        assertThat(deviceIds()).containsExactly(alice.deviceId());
        tablet.get(Endpoint.v3("account", "whoami")).refused(401, "M_UNKNOWN_TOKEN");
    }

    @Test
    @DisplayName("7.23 all of it needs an access token")
    void needsToken() {
        homeserver.send(Method.GET, Endpoint.v3("devices")).refused(401, "M_MISSING_TOKEN");
        homeserver.send(Method.POST, Endpoint.v3("delete_devices"), Map.of("devices", List.of()))
                .refused(401, "M_MISSING_TOKEN");
    }

    private List<String> deviceIds() {
        List<String> ids = new ArrayList<>();
        alice.get(Endpoint.v3("devices")).ok().json().path("devices")
                .forEach(device -> ids.add(device.path("device_id").asText()));
        return ids;
    }

    private static Endpoint device(String id) {
        return Endpoint.v3("devices", id);
    }
}
