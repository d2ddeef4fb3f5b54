package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A candidate of type {@code m.room.member}, seen as a change of one user's membership. The sender is who makes the
 * change, the target whose membership changes; who joins, knocks or leaves by themselves is both.
 */
record MemberChange(Candidate candidate, UserId target) implements Subject {

    private static final String AUTHORISING_USER = "join_authorised_via_users_server";

    MemberChange {
        candidate.note(FactName.TARGET, target);
    }

    /** The candidate as a member change; none when it is of another type or names no user. */
    static List<MemberChange> in(Candidate candidate) {
        return candidate.event().stateKey().flatMap(Property::parseUserId)
                .map(target -> new MemberChange(candidate, target)).stream().toList();
    }

    JsonNode content() {
        return candidate.content();
    }

    /** Whether the event sets this membership, and the room version knows it. */
    boolean sets(Membership membership) {
        JsonNode set = content().path("membership");
        candidate.note(FactName.MEMBERSHIP, set);
        return membership.wire().equals(set.textValue()) && candidate.isKnown(membership);
    }

    /** Whether the sender changes their own membership. */
    boolean isSelf() {
        return candidate.sender().equals(target);
    }

    boolean senderIs(Membership... memberships) {
        return candidate.senderIs(memberships);
    }

    boolean targetIs(Membership... memberships) {
        return candidate.membershipIs(FactName.TARGET_MEMBERSHIP, target, memberships);
    }

    boolean joinRuleIs(JoinRule... rules) {
        return candidate.joinRuleIs(rules);
    }

    boolean senderReaches(Level level) {
        return candidate.senderReaches(level);
    }

    /** Whether the sender has strictly more power than the target: equals can do nothing to each other. */
    boolean senderOutranksTarget() {
        return candidate.senderPower().isAbove(candidate.power(FactName.TARGET_POWER, target));
    }

    /** Whether the event follows the room's create event, and nothing else. */
    boolean followsOnlyCreate() {
        List<EventId> previous = candidate.event().prevEvents();
        boolean follows = previous.size() == 1 && previous.getFirst().equals(candidate.create().eventId());
        candidate.note(FactName.FOLLOWS_CREATE, follows);
        return follows;
    }

    /** Whether the target is the one who founded the room; the {@code additional_creators} did not. */
    boolean targetIsFounder() {
        Optional<UserId> founder = candidate.powerLevels().founder();
        candidate.note(FactName.FOUNDER, founder.map(UserId::value).orElse("none"));
        return founder.filter(target::equals).isPresent();
    }

    /** Whether the content has an authorising user, if only a malformed one. */
    boolean namesAuthorisingUser() {
        return authorisingUser().isPresent();
    }

    /** Whether the server of the authorising user has signed the event. */
    boolean isSignedByAuthorisingServer() {
        candidate.note(FactName.AUTHORISING_USER, content().path(AUTHORISING_USER));
        return authorisingUser().usable().filter(user -> candidate.isSignedBy(user.serverName())).isPresent();
    }

    /** Whether the authorising user is in the room and has the power to invite. */
    boolean authorisingUserMayInvite() {
        Property<UserId> property = authorisingUser();
        candidate.note(FactName.AUTHORISING_USER, property.isPresent() ? content().get(AUTHORISING_USER) : "none");
        return property.usable()
                .filter(user -> candidate.membershipIs(FactName.AUTHORISING_USER_MEMBERSHIP, user, Membership.JOIN)
                        && candidate.reaches(FactName.AUTHORISING_USER_POWER, user, Level.INVITE))
                .isPresent();
    }

    private Property<UserId> authorisingUser() {
        return Property.userId(content(), AUTHORISING_USER);
    }
}
