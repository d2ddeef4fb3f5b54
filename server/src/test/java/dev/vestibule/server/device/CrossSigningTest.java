package dev.vestibule.server.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys by which users sign their devices and each other. */
class CrossSigningTest {
    private static final String ALICE = "@alice:localhost";
    private static final String BOB = "@bob:localhost";

    private final Signer master = new Signer();
    private final Signer selfSigning = new Signer();
    private final Signer userSigning = new Signer();
    private VestibuleServer server;
    private TestClient alice;
    private TestClient bob;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
        bob = TestClient.anonymous(server).register("bob");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("7.18 the first upload needs no proof; keys are found by others, the user-signing key by its user alone")
    void firstUpload() {
        assertThat(upload(keys(ALICE, master, selfSigning, userSigning)).outcome()).isEqualTo("200");
        assertThat(query(bob, ALICE).at("/master_keys").path(ALICE).at("/usage/0").asText()).isEqualTo("master");
        assertThat(query(bob, ALICE).at("/self_signing_keys").has(ALICE)).isTrue();
        assertThat(query(bob, ALICE).at("/user_signing_keys").has(ALICE)).isFalse();
        assertThat(query(alice, ALICE).at("/user_signing_keys").has(ALICE)).isTrue();
    }

    @Test
    @DisplayName("7.18 the same keys again need no proof; others need the password, once")
    void replaces() {
        ObjectNode first = keys(ALICE, master, selfSigning, userSigning);
        upload(first).expectSuccess();
        assertThat(upload(first).outcome()).isEqualTo("200");
        ObjectNode other = keys(ALICE, new Signer(), new Signer(), new Signer());
        TestClient.Response challenge = upload(other);
        assertThat(challenge.outcome()).isEqualTo("401");
        assertThat(challenge.body().at("/flows/0/stages/0").asText()).isEqualTo("m.login.password");
        assertThat(query(bob, ALICE).at("/master_keys").path(ALICE).path("keys"))
                .isEqualTo(first.at("/master_key/keys"));
        other.putObject("auth").put("type", "m.login.password").put("password", "secret of alice")
                .put("session", challenge.text("session")).putObject("identifier").put("type", "m.id.user")
                .put("user", "alice");
        assertThat(upload(other).outcome()).isEqualTo("200");
        assertThat(query(bob, ALICE).at("/master_keys").path(ALICE).path("keys"))
                .isEqualTo(other.at("/master_key/keys"));
    }

    @Test
    @DisplayName("7.18 keys that the master key did not sign, of another user or for another purpose are refused")
    void refused() {
        ObjectNode unsigned = keys(ALICE, master, selfSigning, userSigning);
        unsigned.withObject("/self_signing_key").remove("signatures");
        assertThat(upload(unsigned).outcome()).isEqualTo("400 M_INVALID_SIGNATURE");
        assertThat(upload(keys(BOB, master, selfSigning, userSigning)).outcome()).isEqualTo("400 M_INVALID_PARAM");
        ObjectNode swapped = keys(ALICE, master, selfSigning, userSigning);
        swapped.set("master_key", swapped.get("self_signing_key"));
        assertThat(upload(swapped).outcome()).isEqualTo("400 M_INVALID_PARAM");
        ObjectNode noMaster = keys(ALICE, master, selfSigning, userSigning);
        noMaster.remove("master_key");
        assertThat(upload(noMaster).outcome()).isEqualTo("400 M_MISSING_PARAM");
        assertThat(query(alice, ALICE).at("/master_keys").has(ALICE)).isFalse();
    }

    @Test
    @DisplayName("7.18 a device signed by its user is seen so by all; a user signed by another by the signer alone")
    void signatures() {
        upload(keys(ALICE, master, selfSigning, userSigning)).expectSuccess();
        Signer bobsMaster = new Signer();
        bob.post("/keys/device_signing/upload", keys(BOB, bobsMaster, new Signer(), new Signer()).toString())
                .expectSuccess();
        String device = alice.get("/account/whoami").text("device_id");
        ObjectNode deviceKeys = JsonTree.object().put("user_id", ALICE).put("device_id", device);
        deviceKeys.putArray("algorithms").add("m.olm.v1.curve25519-aes-sha2");
        deviceKeys.putObject("keys").put("ed25519:" + device, "x");
        alice.post("/keys/upload", JsonTree.object().set("device_keys", deviceKeys).toString()).expectSuccess();

        ObjectNode bobsKey = (ObjectNode) query(alice, BOB).at("/master_keys").path(BOB);
        ObjectNode signed = JsonTree.object();
        signed.putObject(ALICE).set(device, selfSigning.sign(deviceKeys, ALICE));
        signed.putObject(BOB).set(bobsMaster.publicKey, userSigning.sign(bobsKey, ALICE));
        TestClient.Response answer = alice.post("/keys/signatures/upload", signed.toString());
        assertThat(answer.body()).hasToString("{\"failures\":{}}");

        assertThat(query(bob, ALICE).at("/device_keys").path(ALICE).path(device).path("signatures").path(ALICE)
                .has(selfSigning.keyId())).isTrue();
        assertThat(query(alice, BOB).at("/master_keys").path(BOB).path("signatures").path(ALICE)
                .has(userSigning.keyId())).isTrue();
        assertThat(query(bob, BOB).at("/master_keys").path(BOB).path("signatures").has(ALICE)).isFalse();
    }

    @Test
    @DisplayName("7.18 a signature that is wrong, or of something else, is among the failures")
    void wrongSignatures() {
        upload(keys(ALICE, master, selfSigning, userSigning)).expectSuccess();
        ObjectNode key = (ObjectNode) query(alice, ALICE).at("/master_keys").path(ALICE);
        ObjectNode forged = new Signer().sign(key, ALICE);
        ObjectNode signed = JsonTree.object();
        signed.putObject(ALICE).set(master.publicKey, forged);
        assertThat(failure(signed, master.publicKey)).isEqualTo("M_INVALID_SIGNATURE");
        ObjectNode other = userSigning.sign(key.deepCopy().put("more", 1), ALICE);
        signed.putObject(ALICE).set(master.publicKey, other);
        assertThat(failure(signed, master.publicKey)).isEqualTo("M_INVALID_PARAM");
        signed.putObject(ALICE).set("NONE", forged);
        assertThat(failure(signed, "NONE")).isEqualTo("M_NOT_FOUND");
    }

    private String failure(ObjectNode signed, String key) {
        return alice.post("/keys/signatures/upload", signed.toString()).expectSuccess().body().path("failures")
                .path(ALICE).path(key).path("errcode").asText();
    }

    private TestClient.Response upload(ObjectNode keys) {
        return alice.post("/keys/device_signing/upload", keys.toString());
    }

    private static JsonNode query(TestClient reader, String user) {
        return reader.post("/keys/query", "{\"device_keys\": {\"" + user + "\": []}}").expectSuccess().body();
    }

    private static ObjectNode keys(String user, Signer master, Signer selfSigning, Signer userSigning) {
        ObjectNode keys = JsonTree.object();
        keys.set("master_key", master.key(user, "master"));
        keys.set("self_signing_key", master.sign(selfSigning.key(user, "self_signing"), user));
        keys.set("user_signing_key", master.sign(userSigning.key(user, "user_signing"), user));
        return keys;
    }

    /** A key pair. */
    private static final class Signer {
        private static final int KEY_BYTES = 32;

        private final KeyPair pair;
        private final String publicKey;

        Signer() {
            try {
                pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
            byte[] encoded = pair.getPublic().getEncoded();
            publicKey = Base64.getEncoder().withoutPadding()
                    .encodeToString(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
        }

        String keyId() {
            return "ed25519:" + publicKey;
        }

        ObjectNode key(String user, String usage) {
            ObjectNode key = JsonTree.object().put("user_id", user);
            key.putArray("usage").add(usage);
            key.putObject("keys").put(keyId(), publicKey);
            return key;
        }

        /** The object with a signature of this key more. */
        ObjectNode sign(ObjectNode object, String user) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(CanonicalJson.bytes(object, Set.of("signatures", "unsigned")));
                ObjectNode signed = object.deepCopy();
                signed.withObject("/signatures").withObjectProperty(user).put(keyId(),
                        Base64.getEncoder().withoutPadding().encodeToString(signature.sign()));
                return signed;
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
