package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.PasswordProof;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.SigningKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code POST /keys/device_signing/upload} and {@code /keys/signatures/upload}. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class CrossSigningTest {

    private final Actor alice;
    private final Actor bob;
    private final SigningKey master = SigningKey.generate();
    private final SigningKey selfSigning = SigningKey.generate();

    CrossSigningTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        RoomPlan.publicRoom().by(alice, bob);
    }

    @Test
    @DisplayName("7.18 keys are uploaded without proof at first, and found by others; the user-signing key is one's own")
    void firstUpload() {
        upload(keys(master)).ok();
        assertThat(query(bob).at("/master_keys").path(alice.userId()).path("keys"))
                .isEqualTo(Json.tree(Map.of("ed25519:" + master.publicKey(), master.publicKey())));
        assertThat(query(bob).at("/self_signing_keys").has(alice.userId())).isTrue();
        assertThat(query(bob).at("/user_signing_keys").has(alice.userId())).isFalse();
        assertThat(query(alice).at("/user_signing_keys").has(alice.userId())).isTrue();
    }

    @Test
    @DisplayName("7.18, 7.42 the same keys again need no proof; another master key needs the password")
    void anotherMasterKey() {
        Map<String, Object> first = keys(master);
        upload(first).ok();
        upload(first).ok();
        SigningKey next = SigningKey.generate();
        Map<String, Object> second = new HashMap<>(keys(next, SigningKey.generate()));
        Answer asked = upload(second);
        assertThat(asked.status()).as("%s", asked).isEqualTo(401);
        assertThat(asked.json().has("errcode")).isFalse();
        assertThat(query(bob).at("/master_keys").path(alice.userId()).toString()).contains(master.publicKey());
        second.put("auth", PasswordProof.of(alice, asked.string("session")));
        upload(second).ok();
        assertThat(query(bob).at("/master_keys").path(alice.userId()).toString()).contains(next.publicKey());
    }

    @Test
    @DisplayName("7.18 keys that the master key did not sign are refused, and so are those of another user")
    void refused() {
        Map<String, Object> forged = new HashMap<>(keys(master));
        forged.put("master_key", key("master", SigningKey.generate()));
        assertThat(upload(forged).clientError().status()).isEqualTo(400);
        bob.post(Endpoint.v3("keys", "device_signing", "upload"), keys(master)).clientError();
        assertThat(query(bob).at("/master_keys").has(alice.userId())).isFalse();
    }

    @Test
    @DisplayName("7.18 what its user signs of a device is seen by others; a wrong signature is among the failures")
    void signsADevice() {
        upload(keys(master)).ok();
        Map<String, Object> device = Map.of("user_id", alice.userId(), "device_id", alice.deviceId(), "algorithms",
                List.of("m.megolm.v1.aes-sha2"), "keys", Map.of("ed25519:" + alice.deviceId(), "aaaa"));
        alice.post(Endpoint.v3("keys", "upload"), Map.of("device_keys",
                with(device, "signatures", Map.of(alice.userId(), Map.of("ed25519:" + alice.deviceId(), "bbbb")))))
                .ok();
        JsonNode failures = sign(SigningKey.generate(), device).ok().json().path("failures");
        assertThat(failures.path(alice.userId()).path(alice.deviceId()).path("errcode").asText()).startsWith("M_");
        assertThat(sign(selfSigning, device).ok().json().path("failures")).isEmpty();
        assertThat(query(bob).at("/device_keys").path(alice.userId()).path(alice.deviceId()).path("signatures")
                .path(alice.userId()).has("ed25519:" + selfSigning.publicKey())).isTrue();
    }

    /** Uploads the device as the self-signing key would have signed it. */
    private Answer sign(SigningKey key, Map<String, Object> device) {
        Object signatures = Map.of(alice.userId(),
                Map.of("ed25519:" + selfSigning.publicKey(), key.signatureOf(device)));
        return alice.post(Endpoint.v3("keys", "signatures", "upload"), Map.of(alice.userId(),
                Map.of(alice.deviceId(), with(device, "signatures", signatures))));
    }

    private Answer upload(Map<String, Object> keys) {
        return alice.post(Endpoint.v3("keys", "device_signing", "upload"), keys);
    }

    private JsonNode query(Actor reader) {
        return reader.post(Endpoint.v3("keys", "query"), Map.of("device_keys", Map.of(alice.userId(), List.of()))).ok()
                .json();
    }

    /** The three keys of alice, two of them signed by the first. */
    private Map<String, Object> keys(SigningKey by) {
        return keys(by, selfSigning);
    }

    private Map<String, Object> keys(SigningKey by, SigningKey forDevices) {
        return Map.of("master_key", key("master", by), "self_signing_key",
                signed(key("self_signing", forDevices), by), "user_signing_key",
                signed(key("user_signing", SigningKey.generate()), by));
    }

    private Map<String, Object> key(String usage, SigningKey key) {
        return Map.of("user_id", alice.userId(), "usage", List.of(usage), "keys",
                Map.of("ed25519:" + key.publicKey(), key.publicKey()));
    }

    private Map<String, Object> signed(Map<String, Object> key, SigningKey by) {
        return with(key, "signatures",
                Map.of(alice.userId(), Map.of("ed25519:" + by.publicKey(), by.signatureOf(key))));
    }

    private static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
        Map<String, Object> more = new HashMap<>(object);
        more.put(name, value);
        return more;
    }
}
