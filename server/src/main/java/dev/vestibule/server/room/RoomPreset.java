package dev.vestibule.server.room;

import dev.vestibule.authz.event.JoinRule;
import java.util.Arrays;
import java.util.Optional;

/**
 * The named sets of initial state for a new room.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3createroom">createRoom</a>
 */
public enum RoomPreset {

    PRIVATE_CHAT("private_chat", JoinRule.INVITE, "can_join", 0),
    TRUSTED_PRIVATE_CHAT("trusted_private_chat", JoinRule.INVITE, "can_join", 0),
    PUBLIC_CHAT("public_chat", JoinRule.PUBLIC, "forbidden", 50);

    private final String wire;
    private final JoinRule joinRule;
    private final String guestAccess;
    private final int inviteLevel;

    RoomPreset(String wire, JoinRule joinRule, String guestAccess, int inviteLevel) {
        this.wire = wire;
        this.joinRule = joinRule;
        this.guestAccess = guestAccess;
        this.inviteLevel = inviteLevel;
    }

    /** The preset of that name in the API, if there is one. */
    public static Optional<RoomPreset> of(String wire) {
        return Arrays.stream(values()).filter(preset -> preset.wire.equals(wire)).findFirst();
    }

    JoinRule joinRule() {
        return joinRule;
    }

    String historyVisibility() {
        return "shared";
    }

    String guestAccess() {
        return guestAccess;
    }

    int inviteLevel() {
        return inviteLevel;
    }

    /** Whether who is invited with the creation has the creator's power. */
    boolean trustsInvited() {
        return this == TRUSTED_PRIVATE_CHAT;
    }
}
