package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Storage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the content of {@code m.room.member} events. Who comes, is asked in or asks to come in is shown with
 * the display name and avatar of their profile; who goes is not.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroommember">m.room.member</a>
 */
public final class MemberContent {

    static final String MEMBERSHIP = "membership";
    static final String REASON = "reason";
    static final String AUTHORISING_USER = "join_authorised_via_users_server";
    static final String THIRD_PARTY_INVITE = "third_party_invite";

    private static final Set<Membership> WITH_PROFILE = Set.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK);

    private final Storage storage;

    public MemberContent(Storage storage) {
        this.storage = storage;
    }

    /** The content of an ordinary change: membership, the target's profile where it is shown, and the reason. */
    ObjectNode of(Membership membership, UserId target, Optional<String> reason) {
        ObjectNode content = JsonTree.object().put(MEMBERSHIP, membership.wire());
        addProfile(content, membership, target);
        reason.ifPresent(text -> content.put(REASON, text));
        return content;
    }

    /** Adds the target's profile to content that a client wrote; what the client wrote itself stays. */
    void addProfile(ObjectNode content, Membership membership, UserId target) {
        if (!WITH_PROFILE.contains(membership)) {
            return;
        }
        Map<String, JsonNode> profile = storage.profile(target);
        ShowProfile.FIELDS.stream().filter(profile::containsKey).filter(field -> !content.has(field))
                .forEach(field -> content.set(field, profile.get(field)));
    }
}
