package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * The event that asks to become part of the room, and the room state that its auth events make up: all that the rules
 * can ask about. What they ask is noted as a fact.
 */
final class Candidate implements Subject {

    private final AuthorizationRequest request;
    private final FactLog log = new FactLog();
    private PowerLevels powerLevels;

    Candidate(AuthorizationRequest request) {
        this.request = request;
        note(FactName.SENDER, sender());
        note(FactName.EVENT_TYPE, event().type());
    }

    @Override
    public Candidate candidate() {
        return this;
    }

    Event event() {
        return request.event();
    }

    RoomVersion version() {
        return event().roomVersion();
    }

    JsonNode content() {
        return event().content();
    }

    UserId sender() {
        return event().sender();
    }

    List<AuthEvent> authEvents() {
        return request.authEvents();
    }

    boolean typeIs(String type) {
        return event().type().equals(type);
    }

    /**
     * The room's create event. Only rules after those on the room's identity and the auth events may ask, as they see
     * to it that there is one.
     */
    Event create() {
        return givenCreate().orElseThrow(() -> new NoSuchElementException("no create event"));
    }

    /** The create event as far as the request brings one: an auth event, or since room version 12 beside them. */
    Optional<Event> givenCreate() {
        return version().createIsAuthEvent() ? state(StateKey.CREATE) : request.create();
    }

    /** The room state under an address, as far as it is among the auth events. */
    Optional<Event> state(StateKey address) {
        for (AuthEvent authEvent : authEvents()) {
            if (authEvent.event().stateAddress().filter(address::equals).isPresent()) {
                return Optional.of(authEvent.event());
            }
        }
        return Optional.empty();
    }

    PowerLevels powerLevels() {
        if (powerLevels == null) {
            powerLevels = PowerLevels.of(version(), create(), state(StateKey.POWER_LEVELS));
        }
        return powerLevels;
    }

    /** Whether the sender's current membership is one of these. */
    boolean senderIs(Membership... memberships) {
        return membershipIs(FactName.SENDER_MEMBERSHIP, sender(), memberships);
    }

    /**
     * Whether a user's current membership is one of these. Who has no member event has left; a membership that the
     * room version does not know is none of any.
     */
    boolean membershipIs(String fact, UserId user, Membership... memberships) {
        Optional<Event> member = state(StateKey.member(user));
        if (member.isEmpty()) {
            note(fact, Membership.LEAVE.wire());
            return Arrays.asList(memberships).contains(Membership.LEAVE);
        }
        Property<String> membership = Property.text(member.get().content(), "membership");
        note(fact, membership.usable().orElse("malformed"));
        return member.get().membership().filter(this::isKnown).filter(Arrays.asList(memberships)::contains)
                .isPresent();
    }

    /**
     * Whether the room's join rule is one of these. A room without one is entered by invitation; a join rule that the
     * room version does not know is none of any.
     */
    boolean joinRuleIs(JoinRule... rules) {
        Optional<String> set = state(StateKey.JOIN_RULES)
                .flatMap(event -> Property.text(event.content(), "join_rule").usable());
        note(FactName.JOIN_RULE, set.orElseGet(JoinRule.INVITE::wire));
        Optional<JoinRule> rule = set.isEmpty() ? Optional.of(JoinRule.INVITE) : JoinRule.of(set.get());
        return rule.filter(this::isKnown).filter(Arrays.asList(rules)::contains).isPresent();
    }

    /** Whether the sender has at least the power that a level asks for. */
    boolean senderReaches(Level level) {
        return reaches(FactName.SENDER_POWER, sender(), level);
    }

    /** Whether a user has at least the power that a level asks for. */
    boolean reaches(String fact, UserId user, Level level) {
        PowerLevel power = power(fact, user);
        PowerLevel required = powerLevels().required(level);
        note(level.title(), required);
        return power.reaches(required);
    }

    PowerLevel senderPower() {
        return power(FactName.SENDER_POWER, sender());
    }

    /** A user's power level. */
    PowerLevel power(String fact, UserId user) {
        PowerLevel power = powerLevels().of(user);
        note(fact, power);
        return power;
    }

    boolean isSignedBy(ServerName server) {
        return request.signatures().signedBy(event(), server);
    }

    /** Whether a membership exists in the room version. */
    boolean isKnown(Membership membership) {
        return membership != Membership.KNOCK || version().knowsKnock();
    }

    private boolean isKnown(JoinRule rule) {
        return switch (rule) {
            case PUBLIC, INVITE, PRIVATE -> true;
            case KNOCK -> version().knowsKnock();
            case RESTRICTED -> version().knowsRestricted();
            case KNOCK_RESTRICTED -> version().knowsKnockRestricted();
        };
    }

    void note(String name, Object value) {
        log.note(name, Objects.requireNonNull(value, name));
    }

    Facts facts() {
        return log.facts();
    }
}
