package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.JsonSignatures;
import dev.vestibule.authz.event.StateKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The redeeming of a third-party invite: an invite whose content carries what an identity server signed, namely which
 * user is behind the e-mail address that an earlier {@code m.room.third_party_invite} event invited.
 *
 * @param change the invite
 * @param claim what its {@code third_party_invite} holds; any JSON value
 */
record ThirdPartyInvite(MemberChange change, JsonNode claim) implements Subject {

    /** What the invite redeems; none when its content has no such property. */
    static List<ThirdPartyInvite> in(MemberChange change) {
        JsonNode claim = change.content().get("third_party_invite");
        return claim == null ? List.of() : List.of(new ThirdPartyInvite(change, claim));
    }

    @Override
    public Candidate candidate() {
        return change.candidate();
    }

    boolean hasSigned() {
        return claim.has("signed");
    }

    boolean hasUserAndToken() {
        return signed().has("mxid") && signed().has("token");
    }

    /** Whether the identity server signed the user ID of the very user who is invited. */
    boolean isForTarget() {
        JsonNode user = signed().get("mxid");
        candidate().note(FactName.SIGNED_USER, user);
        return change.target().value().equals(user.textValue());
    }

    /** Whether the room has a third-party invite with this token. */
    boolean isKnownToRoom() {
        candidate().note(FactName.TOKEN, signed().get("token"));
        return invitation().isPresent();
    }

    /** Whether who sends the invite is who sent the third-party invite. */
    boolean isRedeemedByItsSender() {
        return invitation().map(Event::sender).filter(inviter -> {
            candidate().note(FactName.THIRD_PARTY_INVITE_SENDER, inviter);
            return inviter.equals(candidate().sender());
        }).isPresent();
    }

    /** Whether any signature, whoever it is said to be by, is one of any key that the third-party invite lists. */
    boolean isSignedByOneOfItsKeys() {
        return JsonSignatures.verifyAny(signed(), invitation().stream().flatMap(ThirdPartyInvite::publicKeys).toList());
    }

    private static Stream<String> publicKeys(Event invitation) {
        Stream<JsonNode> listed = StreamSupport
                .stream(invitation.content().path("public_keys").spliterator(), false)
                .map(entry -> entry.path("public_key"));
        return Stream.concat(Stream.of(invitation.content().path("public_key")), listed)
                .filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private Optional<Event> invitation() {
        return Property.text(signed(), "token").usable()
                .flatMap(token -> candidate().state(new StateKey(EventType.THIRD_PARTY_INVITE, token)));
    }

    private JsonNode signed() {
        return claim.path("signed");
    }
}
