package dev.vestibule.server.push;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.IgnoredUsers;
import dev.vestibule.server.account.InvitePermission;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;

/** Which events of a room a user is notified of, as the user's push rules and the room are now. */
final class Notices {
    private final Snapshot snapshot;
    private final UserId user;
    private final RoomFacts room;
    private final VisibleHistory history;
    private Optional<PushRuleSet> rules = Optional.empty();

    Notices(Snapshot snapshot, UserId user, RoomId room, VisibleHistory history) {
        this.snapshot = snapshot;
        this.user = user;
        this.room = new RoomFacts(snapshot, room, user);
        this.history = history;
    }

    /** What is to be done about an event that notifies; empty for one that does not, as all that the user sent. */
    Optional<PushRuleSet.Verdict> of(StoredEvent stored) {
        if (stored.event().sender().equals(user) || stored.redaction().isPresent() || !isShown(stored)) {
            return Optional.empty();
        }
        return rules().verdict(stored.event(), room).filter(PushRuleSet.Verdict::notifies);
    }

    /** Invites are shown to who is invited, although the room is not. */
    private boolean isShown(StoredEvent stored) {
        return isInvite(stored.event())
                ? !InvitePermission.blocks(snapshot, user)
                        && !IgnoredUsers.of(snapshot, user).isIgnored(stored.event().sender())
                : history.allows(stored);
    }

    /** Whether the user is invited by it. */
    boolean isInvite(Event event) {
        return event.membership().equals(Optional.of(Membership.INVITE))
                && event.stateAddress().equals(Optional.of(StateKey.member(user)));
    }

    private PushRuleSet rules() {
        rules = rules.or(() -> Optional.of(PushRuleSet.of(snapshot, user)));
        return rules.get();
    }
}
