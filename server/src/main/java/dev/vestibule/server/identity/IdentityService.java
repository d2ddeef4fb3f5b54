package dev.vestibule.server.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The questions this homeserver has for an identity server. Each of them waits for an answer from elsewhere: no room may
 * be locked meanwhile.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/">Identity Service API</a>
 */
public interface IdentityService {

    /**
     * An identity server and who asks it.
     *
     * @param base        its URL without a path
     * @param accessToken the asking user's token for it
     * @param deadline    until when it has time, with all that the request asks it
     */
    record Asked(URI base, String accessToken, Deadline deadline) {
        /** Without the token. */
        @Override
        public String toString() {
            return base.getAuthority();
        }
    }

    /** How addresses have to be hidden. */
    record HashDetails(String pepper, List<String> algorithms) {}

    /** What a lookup came to. */
    sealed interface Found {
        /** The users of those addresses that belong to somebody. */
        record Users(Map<String, String> byHash) implements Found {}

        /** The pepper has changed since it was asked for. */
        record OtherPepper() implements Found {}
    }

    /** What became of an invite that was to be kept. */
    sealed interface Kept {
        /**
         * It is kept.
         *
         * @param publicKeys each with {@code public_key} and {@code key_validity_url}
         */
        record Waiting(String token, String displayName, ArrayNode publicKeys) implements Kept {}

        /** The address is somebody's: they can be invited at once. */
        record Owned(UserId owner) implements Kept {}
    }

    /**
     * How addresses have to be hidden.
     *
     * @throws dev.vestibule.server.error.MatrixException 4xx if no usable answer comes
     */
    HashDetails hashDetails(Asked server);

    /**
     * Which hidden addresses belong to whom.
     *
     * @throws dev.vestibule.server.error.MatrixException 4xx if no usable answer comes
     */
    Found lookup(Asked server, String algorithm, String pepper, List<String> hashes);

    /**
     * Keeps an invite until somebody owns its address.
     *
     * @throws dev.vestibule.server.error.MatrixException 4xx if no usable answer comes
     */
    Kept storeInvite(Asked server, ObjectNode invite);

    /**
     * Whether a key still counts.
     *
     * @param keyValidityUrl as the room's event gives it
     * @param publicKey      as the room's event gives it
     * @param deadline       until when it has time
     * @throws dev.vestibule.server.error.MatrixException 4xx if no usable answer comes
     */
    boolean isValid(URI keyValidityUrl, String publicKey, Deadline deadline);
}
