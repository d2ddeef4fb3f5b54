package dev.vestibule.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import java.util.List;
import java.util.Optional;

/**
 * Makes addresses somebody's. A real identity server would send a mail first; this one believes what it is told, so
 * that a test can go on.
 */
public final class Bindings {
    private final IdentityStore store;
    private final Lookups lookups;
    private final Invites invites;

    Bindings(IdentityStore store, Lookups lookups, Invites invites) {
        this.store = store;
        this.lookups = lookups;
        this.invites = invites;
    }

    /**
     * Makes an address a user's.
     *
     * @return what their homeserver has to be told, if there are invites for that address
     * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#put_matrixfederationv13pidonbind">onbind</a>
     */
    public Optional<ObjectNode> bind(ThirdPartyAddress address, UserId user) {
        List<KeptInvite> kept;
        synchronized (store) {
            lookups.bind(address, user);
            kept = invites.mailbox(address);
        }
        ObjectNode notice = describe(address, user);
        ArrayNode list = notice.putArray("invites");
        for (KeptInvite invite : kept) {
            ObjectNode entry = describe(address, user);
            entry.put("room_id", invite.roomId().value()).put("sender", invite.sender().value());
            entry.set("signed", invites.proof(invite, user));
            list.add(entry);
        }
        return list.isEmpty() ? Optional.empty() : Optional.of(notice);
    }

    /** Makes an address nobody's. */
    public void unbind(ThirdPartyAddress address) {
        lookups.unbind(address);
    }

    private static ObjectNode describe(ThirdPartyAddress address, UserId user) {
        return JsonTree.object().put("medium", address.medium().wire()).put("address", address.address())
                .put("mxid", user.value());
    }
}
