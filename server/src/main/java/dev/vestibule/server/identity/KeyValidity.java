package dev.vestibule.server.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.JsonSignatures;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the keys of a third-party invite still count. Asked by the server that turns the invite into a membership,
 * before it does.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/#key-management">Key management</a>
 */
public final class KeyValidity {
    /** Each question may take seconds, and an event may name many keys. */
    private static final int MOST_QUESTIONS = 4;
    private static final String PUBLIC_KEY = "public_key";
    private static final String URL = "key_validity_url";

    private final IdentityServers servers;
    private final IdentityService service;

    public KeyValidity(IdentityServers servers, IdentityService service) {
        this.servers = servers;
        this.service = service;
    }

    /** @param validityUrl null if there is none */
    private record Key(String publicKey, String validityUrl) {}

    /**
     * Asks about the keys with which a proof is signed. One that counts is enough; a key without a URL counts for ever;
     * a proof that none of the keys has signed is not asked about, as the authorization rules refuse it.
     *
     * @param invite the {@code m.room.third_party_invite} event
     * @param signed the proof as it was received
     * @param deadline until when identity servers have time for their answers
     * @throws MatrixException 403 {@code M_FORBIDDEN} if no key counts, or the identity server cannot be asked
     */
    public void check(Event invite, JsonNode signed, Deadline deadline) {
        List<Key> signers = keys(invite.content()).stream()
                .filter(key -> JsonSignatures.verifyAny(signed, List.of(key.publicKey())))
                .limit(MOST_QUESTIONS).toList();
        List<Reason> reasons = new ArrayList<>();
        for (Key key : signers) {
            Optional<Reason> reason = reasonAgainst(key, deadline);
            if (reason.isEmpty()) {
                return;
            }
            reasons.add(reason.get());
        }
        if (!reasons.isEmpty()) {
            throw MatrixException.forbidden("The third-party invite cannot be redeemed: "
                    + reasons.stream().map(Reason::sentence).collect(Collectors.joining(" "))
                    // While one of the keys may count another time, no other invite is needed.
                    + (reasons.stream().allMatch(Reason::lasting)
                            ? " Ask " + invite.sender() + " to invite the address anew."
                            : ""));
        }
    }

    /** @param lasting whether trying again is of no use */
    private record Reason(String sentence, boolean lasting) {}

    private static Set<Key> keys(JsonNode content) {
        Set<Key> keys = new LinkedHashSet<>();
        if (content.path(PUBLIC_KEY).isTextual()) {
            keys.add(new Key(content.path(PUBLIC_KEY).textValue(), validityUrl(content)));
        }
        for (JsonNode entry : content.path("public_keys")) {
            if (entry.path(PUBLIC_KEY).isTextual()) {
                keys.add(new Key(entry.path(PUBLIC_KEY).textValue(), validityUrl(entry)));
            }
        }
        return keys;
    }

    /** A URL that is no text is kept, as one that cannot be asked. */
    private static String validityUrl(JsonNode key) {
        JsonNode url = key.path(URL);
        return url.isMissingNode() || url.isNull() ? null : url.asText();
    }

    /** Why a key does not count; empty if it does. */
    private Optional<Reason> reasonAgainst(Key key, Deadline deadline) {
        if (key.validityUrl() == null) {
            return Optional.empty();
        }
        try {
            URI url = new URI(key.validityUrl());
            if (url.getRawAuthority() == null) {
                throw new URISyntaxException(key.validityUrl(), "it names no server");
            }
            servers.refuseUntrusted(url);
            if (url.getRawFragment() != null) {
                throw new URISyntaxException(key.validityUrl(), "what is asked would stand behind its fragment");
            }
            return service.isValid(url, key.publicKey(), deadline)
                    ? Optional.empty()
                    : Optional.of(new Reason("The identity server at " + url.getAuthority()
                            + " says that its key is no longer valid.", true));
        } catch (URISyntaxException malformed) {
            return Optional.of(new Reason("'" + key.validityUrl() + "' is no URL at which its key could be asked for.",
                    true));
        } catch (MatrixException unusable) {
            return Optional.of(new Reason(unusable.getMessage(), unusable.code() == ErrorCode.SERVER_NOT_TRUSTED));
        }
    }
}
