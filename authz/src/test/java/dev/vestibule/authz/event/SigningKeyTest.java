package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    /** The key of the specification's test vectors. */
    static final SigningKey KEY = SigningKey.of("ed25519:1", "YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1");
    static final ServerName DOMAIN = ServerName.parse("domain");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                    | K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ
            {'one':1,'two':'Two'} | KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw
            """)
    @DisplayName("the specification's vectors of signing JSON")
    void vectors(String json, String signature) {
        ObjectNode object = Json.object(json);
        KEY.sign(object, DOMAIN);
        assertThat(object.at("/signatures/domain/ed25519:1").textValue()).isEqualTo(signature);
        assertThat(object.size()).isEqualTo(Json.object(json).size() + 1);
    }

    @Test
    @DisplayName("the public key follows from the seed")
    void publicKey() {
        assertThat(KEY.publicKey()).isEqualTo("XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI");
        assertThat(KEY.seed()).as("spare bits of Base64 are 0")
                .isEqualTo("YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA0");
        assertThat(KEY.toString()).doesNotContain(KEY.seed());
    }

    @Test
    @DisplayName("signing leaves unsigned members and others' signatures alone")
    void others() {
        ObjectNode object = Json
                .object("{'unsigned':{'age':1},'signatures':{'domain':{'ed25519:0':'a'},'x':{'k':'b'}}}");
        KEY.sign(object, DOMAIN);
        assertThat(object.at("/signatures/domain/ed25519:0").textValue()).isEqualTo("a");
        assertThat(object.at("/signatures/x/k").textValue()).isEqualTo("b");
        assertThat(object.at("/unsigned/age").intValue()).isEqualTo(1);
        assertThat(object.at("/signatures/domain/ed25519:1").textValue()).as("as if of the empty object")
                .startsWith("K8280/U9SSy9IVtjBuVeLr");
    }

    @Test
    @DisplayName("a new key signs like its restored copy")
    void generate() {
        SigningKey key = SigningKey.generate("ed25519:a_1", new SecureRandom());
        SigningKey copy = SigningKey.of(key.keyId(), key.seed());
        assertThat(copy.publicKey()).isEqualTo(key.publicKey());
        ObjectNode object = Json.object("{'a':1}");
        copy.sign(object, DOMAIN);
        assertThat(JsonSignatures.verify(object, "domain", "ed25519:a_1", key.publicKey())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "ed25519:", "curve25519:1", "ed25519:a b"})
    void badKeyId(String keyId) {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(keyId, KEY.seed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no base 64", "YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1AAAA"})
    void badSeed(String seed) {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of("ed25519:1", seed));
    }
}
