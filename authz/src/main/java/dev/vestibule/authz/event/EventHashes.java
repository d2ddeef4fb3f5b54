package dev.vestibule.authz.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.version.RoomVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/**
 * The two hashes of an event: the content hash, which covers all of it and breaks when it is redacted, and the reference
 * hash, which covers what a redaction leaves and names the event for good.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#signing-events">Signing events</a>
 */
public final class EventHashes {
    private static final Set<String> NOT_IN_CONTENT_HASH = Set.of("unsigned", "signatures", "hashes");
    private static final Base64.Encoder STANDARD = Base64.getEncoder().withoutPadding();
    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    private EventHashes() {}

    /**
     * The content hash in unpadded Base64, as {@code hashes.sha256} holds it.
     *
     * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#calculating-the-content-hash-for-an-event">Content
     *     hash</a>
     */
    public static String contentHash(JsonNode pdu) {
        return sha256Base64(CanonicalJson.bytes(pdu, NOT_IN_CONTENT_HASH));
    }

    /**
     * The reference hash in unpadded Base64.
     *
     * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#calculating-the-reference-hash-for-an-event">
     *     Reference hash</a>
     */
    public static String referenceHash(RoomVersion version, JsonNode pdu) {
        return sha256Base64(referenceHashInput(version, pdu));
    }

    /**
     * The event ID that follows from the reference hash.
     *
     * @throws IllegalArgumentException in a room version whose event IDs are made up by the server
     */
    public static EventId eventId(RoomVersion version, JsonNode pdu) {
        return eventId(version, referenceHashInput(version, pdu));
    }

    static EventId eventId(RoomVersion version, byte[] referenceHashInput) {
        Base64.Encoder encoder = switch (version.eventFormat()) {
            case BASE64 -> STANDARD;
            case URL_SAFE_BASE64 -> URL_SAFE;
            case DOMAIN -> throw new IllegalArgumentException(
                    "Event IDs are no hashes in room version " + version.id());
        };
        return new EventId("$" + encoder.encodeToString(sha256(referenceHashInput)));
    }

    /**
     * What the content hash is made of; as good as all of the event, so this is where a new event's JSON is checked.
     *
     * @throws InvalidEventException if the room version does not allow the event's JSON
     */
    static byte[] contentHashInput(RoomVersion version, JsonNode pdu) {
        return EventJson.bytes(version, pdu, NOT_IN_CONTENT_HASH);
    }

    /** What both the reference hash and the signature of an event are made of. */
    static byte[] referenceHashInput(RoomVersion version, JsonNode pdu) {
        return CanonicalJson.bytes(Redaction.redact(version, pdu), JsonSignatures.NOT_SIGNED);
    }

    static String sha256Base64(byte[] input) {
        return STANDARD.encodeToString(sha256(input));
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
