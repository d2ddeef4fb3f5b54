package dev.vestibule.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.ThirdPartyAddress.Medium;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.identity.IdentityException.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Invites that wait for somebody to own their address.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/#invitation-storage">Invitation storage</a>
 */
public final class Invites {
    private static final int TOKEN_LENGTH = 32;
    private static final String COLUMNS = "select token, medium, address, room_id, sender, private_key from invites ";

    private final IdentityStore store;
    private final Lookups lookups;
    private final SigningKeys keys;
    private final ServerName name;
    private final RandomText random;
    private final InstantSource clock;

    Invites(IdentityStore store, Lookups lookups, SigningKeys keys, ServerName name, RandomText random,
            InstantSource clock) {
        this.store = store;
        this.lookups = lookups;
        this.keys = keys;
        this.name = name;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Keeps an invite.
     *
     * @throws IdentityException {@code M_THREEPID_IN_USE} with the owner if the address is somebody's,
     *     {@code M_UNRECOGNIZED} if it is no e-mail address
     */
    public KeptInvite keep(ThirdPartyAddress address, RoomId room, UserId sender) {
        if (address.medium() != Medium.EMAIL) {
            throw new IdentityException(Code.UNRECOGNIZED_MEDIUM, "Invites are kept for e-mail addresses only.");
        }
        SigningKey key = keys.ephemeral();
        KeptInvite invite = new KeptInvite(random.next(TOKEN_LENGTH), address, room, sender, key);
        // Not while the address becomes somebody's: they would not be told of this invite.
        synchronized (store) {
            lookups.owner(address).ifPresent(owner -> {
                throw new IdentityException(Code.THREEPID_IN_USE, "The address is " + owner + "'s.", owner);
            });
            insert(invite);
        }
        return invite;
    }

    private void insert(KeptInvite invite) {
        ThirdPartyAddress address = invite.address();
        SigningKey key = invite.key();
        store.update("insert into invites (token, medium, address, room_id, sender, public_key, private_key, valid,"
                + " created_ts) values (?, ?, ?, ?, ?, ?, ?, true, ?)", invite.token(), address.medium().wire(),
                address.address(), invite.roomId().value(), invite.sender().value(), key.publicKey(), key.seed(),
                clock.millis());
    }

    /** The public key that all invites of now may be checked with, beside their own. */
    public String longTermKey() {
        return keys.signing().publicKey();
    }

    /** What a mailbox would hold: the invites for an address, the oldest first. */
    public List<KeptInvite> mailbox(ThirdPartyAddress address) {
        return store.query(Invites::invite, COLUMNS + "where medium = ? and address = ? order by created_ts, token",
                address.medium().wire(), address.address());
    }

    /**
     * Signs for a user who holds the private key of an invite that they redeem it.
     *
     * @param privateKey in Base64
     * @return {@code mxid}, {@code sender}, {@code token} and {@code signatures}
     * @throws IdentityException 404 {@code M_UNRECOGNIZED} for an unknown token, 400 {@code M_INVALID_PARAM} for what is
     *     no private key
     */
    public ObjectNode sign(UserId user, String token, String privateKey) {
        KeptInvite invite = invite(token).orElseThrow(() -> new IdentityException(Code.UNRECOGNIZED_TOKEN,
                "There is no invite of this token."));
        ObjectNode signed = JsonTree.object().put("mxid", user.value()).put("sender", invite.sender().value())
                .put("token", token);
        key(privateKey).sign(signed, name);
        return signed;
    }

    /** What proves to a homeserver that the owner of the address was invited: signed by the key that lasts. */
    ObjectNode proof(KeptInvite invite, UserId owner) {
        ObjectNode signed = JsonTree.object().put("mxid", owner.value()).put("token", invite.token());
        keys.signing().sign(signed, name);
        return signed;
    }

    private Optional<KeptInvite> invite(String token) {
        return store.first(Invites::invite, COLUMNS + "where token = ?", token);
    }

    private static SigningKey key(String privateKey) {
        try {
            return SigningKey.of("ed25519:0", privateKey.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException malformed) {
            throw new IdentityException(Code.INVALID_PARAM, "The private key must be 32 bytes in Base64.");
        }
    }

    private static KeptInvite invite(ResultSet row) throws SQLException {
        return new KeptInvite(row.getString(1), ThirdPartyAddress.parse(row.getString(2), row.getString(3)),
                RoomId.parse(row.getString(4)), UserId.parse(row.getString(5)),
                SigningKey.of("ed25519:0", row.getString(6)));
    }
}
