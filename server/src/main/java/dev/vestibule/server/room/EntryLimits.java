package dev.vestibule.server.room;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.server.limit.Setting;
import dev.vestibule.storage.Storage;
import java.util.Optional;

/**
 * The limits on the ways into rooms. They stand before anybody looks whether there is such a room, so that failed
 * attempts count as well: who probes is who they are for.
 */
public final class EntryLimits {

    private final Limits limits;
    private final Storage storage;

    public EntryLimits(Limits limits, Storage storage) {
        this.limits = limits;
        this.storage = storage;
    }

    /**
     * Counts an attempt to join; none of who is in the room already.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED}
     */
    void join(Requester requester, RoomId roomId) {
        if (limits.concern(requester) && !isJoined(requester.user(), roomId)) {
            limits.take(Limiter.JOINS_LOCAL, requester);
            limits.peek(Limiter.JOINS_PER_ROOM, requester, roomId.value());
        }
    }

    /**
     * Counts an attempt to invite.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED}
     */
    void invite(Requester requester, RoomId roomId, UserId invited) {
        limits.take(Limiter.INVITES_PER_ROOM, requester, roomId.value());
        limits.take(Limiter.INVITES_PER_USER, requester, invited.value());
        limits.take(Limiter.INVITES_PER_ISSUER, requester);
    }

    /**
     * Counts an attempt to invite whoever owns an address.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED}
     */
    void inviteAddress(Requester requester) {
        limits.take(Limiter.THIRD_PARTY_INVITE, requester);
    }

    /**
     * Counts a new room. All that it begins with is one message; its invites are not counted, but there cannot be more
     * than could be sent at once.
     *
     * @param invites how many users the room begins with, beside its creator
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED}; 400 {@code M_INVALID_PARAM} for too many invites, as waiting
     *                         would not make them fewer
     */
    void create(Requester requester, int invites) {
        Optional<Setting> perRoom = limits.setting(Limiter.INVITES_PER_ROOM, requester);
        perRoom.filter(setting -> invites > setting.burstCount()).ifPresent(setting -> {
            throw MatrixException.invalidParam("A room begins with " + setting.burstCount()
                    + " invites at most here: invite the others when it is there.");
        });
        limits.peek(Limiter.ROOM_CREATION, requester);
        limits.take(Limiter.MESSAGE, requester);
        limits.take(Limiter.ROOM_CREATION, requester);
    }

    private boolean isJoined(UserId user, RoomId roomId) {
        return storage.read(snapshot -> snapshot.membership(roomId, user))
                .filter(row -> row.membership() == Membership.JOIN).isPresent();
    }
}
