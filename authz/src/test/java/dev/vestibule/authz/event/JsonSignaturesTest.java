package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSignaturesTest {
    private static final String PUBLIC_KEY = SigningKeyTest.KEY.publicKey();
    private static final String OTHER_KEY = SigningKey.of("ed25519:1", "A".repeat(43)).publicKey();

    private final ObjectNode signed = Json.object("{'mxid':'@a:x','token':'t','big':1.5,'unsigned':{'a':1}}");

    JsonSignaturesTest() {
        SigningKeyTest.KEY.sign(signed, SigningKeyTest.DOMAIN);
    }

    @Test
    @DisplayName("what was signed verifies, whatever happens to what is not covered")
    void verifies() {
        assertThat(verify(PUBLIC_KEY)).isTrue();
        signed.remove("unsigned");
        signed.withObject("/signatures").putObject("other").put("ed25519:1", "garbage");
        assertThat(verify(PUBLIC_KEY)).isTrue();
        assertThat(JsonSignatures.verifyAny(signed, List.of(PUBLIC_KEY))).isTrue();
    }

    @Test
    @DisplayName("a change of what is covered, another key, another signer or another key ID does not verify")
    void doesNotVerify() {
        assertThat(verify(OTHER_KEY)).isFalse();
        assertThat(JsonSignatures.verifyAny(signed, List.of(OTHER_KEY))).isFalse();
        assertThat(JsonSignatures.verify(signed, "other", "ed25519:1", PUBLIC_KEY)).isFalse();
        assertThat(JsonSignatures.verify(signed, "domain", "ed25519:2", PUBLIC_KEY)).isFalse();
        signed.put("token", "u");
        assertThat(verify(PUBLIC_KEY)).isFalse();
        assertThat(JsonSignatures.verifyAny(signed, List.of(PUBLIC_KEY))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI",
            "XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI="})
    @DisplayName("6.2 public keys may be padded")
    void padded(String publicKey) {
        assertThat(verify(publicKey)).isTrue();
    }

    @Test
    @DisplayName("6.2 public keys may be URL-safe Base64")
    void urlSafe() {
        SigningKey key = SigningKey.of("ed25519:1", "A".repeat(42) + "E");
        for (char seed = 'B'; !key.publicKey().contains("+") || !key.publicKey().contains("/"); seed++) {
            key = SigningKey.of("ed25519:1", String.valueOf(seed).repeat(42) + "E");
        }
        ObjectNode object = Json.object("{}");
        key.sign(object, SigningKeyTest.DOMAIN);
        String urlSafe = key.publicKey().replace('+', '-').replace('/', '_');
        assertThat(JsonSignatures.verifyAny(object, List.of(urlSafe))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base 64", "////////////////////////////////////////////", "=", "é"})
    @DisplayName("a garbage public key verifies nothing and throws nothing")
    void garbageKey(String publicKey) {
        assertThat(verify(publicKey)).isFalse();
        assertThat(JsonSignatures.verifyAny(signed, List.of(publicKey))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}
            {'signatures':1}
            {'signatures':{'domain':[]}}
            {'signatures':{'domain':{'ed25519:1':5}}}
            {'signatures':{'domain':{'ed25519:1':''}}}
            {'signatures':{'domain':{'ed25519:1':'*'}}}
            {'signatures':{'domain':{'ed25519:1':'AAAA'}}}
            {'signatures':{'domain':{'ed25519:1':'AAAA'}},'n':1e999999999}
            """)
    @DisplayName("garbage is not signed, and throws nothing")
    void garbage(String object) {
        assertThat(JsonSignatures.verify(Json.object(object), "domain", "ed25519:1", PUBLIC_KEY)).isFalse();
        assertThat(JsonSignatures.verifyAny(Json.object(object), List.of(PUBLIC_KEY))).isFalse();
    }

    @Test
    @DisplayName("a signature under the name of another algorithm does not count")
    void otherAlgorithm() {
        ObjectNode byDomain = signed.withObject("/signatures/domain");
        byDomain.set("curve25519:1", byDomain.remove("ed25519:1"));
        assertThat(JsonSignatures.verify(signed, "domain", "curve25519:1", PUBLIC_KEY)).isFalse();
        assertThat(JsonSignatures.verifyAny(signed, List.of(PUBLIC_KEY))).isFalse();
    }

    @Test
    @DisplayName("6.2 one of several keys is enough")
    void severalKeys() {
        assertThat(JsonSignatures.verifyAny(signed, List.of("garbage", OTHER_KEY, PUBLIC_KEY))).isTrue();
        assertThat(JsonSignatures.verifyAny(signed, List.of())).isFalse();
    }

    @Test
    @DisplayName("an object full of signatures cannot keep the server busy")
    void manySignatures() {
        String wellFormed = "A".repeat(86);
        ObjectNode signatures = signed.putObject("signatures").putObject("x");
        for (int i = 0; i < JsonSignatures.MAX_CHECKS - 1; i++) {
            signatures.put("ed25519:" + i, wellFormed);
        }
        signatures.put("ed25519:garbage", "costs nothing");
        SigningKeyTest.KEY.sign(signed, SigningKeyTest.DOMAIN);
        assertThat(JsonSignatures.verifyAny(signed, List.of(PUBLIC_KEY))).isTrue();

        signatures.put("ed25519:more", wellFormed);
        assertThat(JsonSignatures.verifyAny(signed, List.of(PUBLIC_KEY))).isFalse();
    }

    private boolean verify(String publicKey) {
        return JsonSignatures.verify(signed, "domain", "ed25519:1", publicKey);
    }
}
