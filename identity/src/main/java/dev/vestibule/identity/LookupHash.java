package dev.vestibule.identity;

import dev.vestibule.authz.id.ThirdPartyAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Hides an address from an identity server that does not know it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/#hash-details">Hashing</a>
 */
public final class LookupHash {
    private LookupHash() {}

    /** The SHA-256 of address, medium and pepper, in URL-safe Base64 without padding. */
    public static String sha256(ThirdPartyAddress address, String pepper) {
        return digest(plain(address) + " " + pepper);
    }

    /** What the algorithm {@code none} sends: address and medium as they are. */
    public static String plain(ThirdPartyAddress address) {
        return address.address() + " " + address.medium().wire();
    }

    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
