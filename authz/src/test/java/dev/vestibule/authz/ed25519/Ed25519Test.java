package dev.vestibule.authz.ed25519;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
    private static final HexFormat HEX = HexFormat.of();

    private final Random random = new Random(8032);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # seed, public key, message, signature: RFC 8032, section 7.1, tests 1 to 3
            9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, \
            d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', \
            e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, \
            3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, \
            92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, \
            fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, \
            6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
            """)
    @DisplayName("the vectors of RFC 8032")
    void vectors(String seed, String publicKey, String message, String signature) {
        Ed25519PrivateKey key = new Ed25519PrivateKey(HEX.parseHex(seed));
        assertThat(HEX.formatHex(key.publicKey())).isEqualTo(publicKey);
        assertThat(HEX.formatHex(key.sign(HEX.parseHex(message)))).isEqualTo(signature);
        assertThat(new Ed25519PublicKey(HEX.parseHex(publicKey)).verify(HEX.parseHex(message), HEX.parseHex(signature)))
                .isTrue();
    }

    @Test
    @DisplayName("signatures are the JDK's, byte for byte, and verify")
    void sameAsTheJdk() throws GeneralSecurityException {
        for (int i = 0; i < 300; i++) {
            byte[] seed = randomBytes(32);
            byte[] message = randomBytes(random.nextInt(300));
            Ed25519PrivateKey key = new Ed25519PrivateKey(seed);
            byte[] signature = key.sign(message);
            assertThat(signature).isEqualTo(signatureOfTheJdk(seed, message));
            assertThat(new Ed25519PublicKey(key.publicKey()).verify(message, signature)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x7f, 0x80, 0xff})
    @DisplayName("so are those of regular keys and messages")
    void sameAsTheJdkAtTheEdges(int filling) throws GeneralSecurityException {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) filling);
        assertThat(new Ed25519PrivateKey(seed).sign(seed)).isEqualTo(signatureOfTheJdk(seed, seed));
    }

    private static byte[] signatureOfTheJdk(byte[] seed, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
        signature.update(message);
        return signature.sign();
    }

    @Test
    @DisplayName("a changed message, a changed signature or garbage does not verify")
    void doesNotVerify() {
        Ed25519PrivateKey key = new Ed25519PrivateKey(randomBytes(32));
        Ed25519PublicKey publicKey = new Ed25519PublicKey(key.publicKey());
        byte[] signature = key.sign(new byte[]{1});
        assertThat(publicKey.verify(new byte[]{2}, signature)).isFalse();
        for (int length : new int[]{0, 1, 63, 65}) {
            assertThat(publicKey.verify(new byte[]{1}, new byte[length])).isFalse();
        }
        signature[40] ^= 1;
        assertThat(publicKey.verify(new byte[]{1}, signature)).isFalse();
        Arrays.fill(signature, (byte) 0xff);
        assertThat(publicKey.verify(new byte[]{1}, signature)).isFalse();
    }

    @Test
    @DisplayName("seeds and public keys have 32 bytes")
    void lengths() {
        for (int length : new int[]{0, 31, 33}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Ed25519PrivateKey(new byte[length]));
            assertThatIllegalArgumentException().isThrownBy(() -> new Ed25519PublicKey(new byte[length]));
        }
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
