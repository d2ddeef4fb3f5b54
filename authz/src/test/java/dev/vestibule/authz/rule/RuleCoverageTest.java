package dev.vestibule.authz.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.version.RoomVersion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks through all that can be put before the rules, and checks what must hold of every decision. */
class RuleCoverageTest {

    @ParameterizedTest(name = "room version {0}")
    @EnumSource(RoomVersion.class)
    @DisplayName("3.2 every rule that a room version has decides on something and no other rule does; every refusal is"
            + " a sentence; 3.3 nobody joins who is banned, or removes or bans an equal")
    void everyRuleDecidesAsItMay(RoomVersion version) {
        Set<AuthRule> deciding = EnumSet.noneOf(AuthRule.class);
        List<String> badSentences = new ArrayList<>();
        List<String> unlawful = new ArrayList<>();
        Walk.through(version, (event, decision) -> {
            deciding.add(decision.citation().rule());
            if (decision instanceof Rejected rejected && !isGoodSentence(event, rejected)) {
                badSentences.add(rejected + ": " + rejected.sentence());
            }
            if (decision.allowed() && event.type().equals(EventType.MEMBER) && !isLawful(event, decision)) {
                unlawful.add(event.pdu() + ": " + decision);
            }
        });

        Set<AuthRule> existing = EnumSet.copyOf(
                Stream.of(AuthRule.values()).filter(rule -> rule.number(version).isPresent()).toList());
        assertAll(
                () -> assertThat(difference(existing, deciding)).as("rules that never decide").isEmpty(),
                () -> assertThat(difference(deciding, existing)).as("rules of other versions").isEmpty(),
                () -> assertThat(badSentences).as("bad sentences").isEmpty(),
                () -> assertThat(unlawful).as("unlawful decisions").isEmpty());
    }

    private static Set<AuthRule> difference(Set<AuthRule> rules, Set<AuthRule> others) {
        Set<AuthRule> difference = EnumSet.copyOf(rules);
        difference.removeAll(others);
        return difference;
    }

    private static boolean isGoodSentence(Event event, Rejected rejected) {
        String sentence = rejected.sentence();
        return sentence.startsWith(event.sender() + " cannot ")
                && sentence.endsWith(". Rejected by " + rejected.citation() + ".")
                && !sentence.contains("(unknown)")
                && rejected.facts().value(FactName.TARGET).filter(target -> !sentence.contains(target)).isEmpty();
    }

    private static boolean isLawful(Event event, Decision decision) {
        boolean self = event.stateKey().equals(Optional.of(event.sender().value()));
        return switch (event.membership().orElseThrow()) {
            case JOIN -> decision.citation().rule() == AuthRule.JOIN_CREATOR_FIRST
                    || (self && !senderIs(decision, Membership.BAN));
            case INVITE -> !targetIs(decision, Membership.BAN);
            case LEAVE -> self ? !targetIs(decision, Membership.BAN) : outranks(decision);
            case BAN -> !self && senderIs(decision, Membership.JOIN) && outranks(decision);
            case KNOCK -> self && !senderIs(decision, Membership.BAN) && !senderIs(decision, Membership.JOIN);
        };
    }

    private static boolean senderIs(Decision decision, Membership membership) {
        return decision.facts().value(FactName.SENDER_MEMBERSHIP).equals(Optional.of(membership.wire()));
    }

    private static boolean targetIs(Decision decision, Membership membership) {
        return decision.facts().value(FactName.TARGET_MEMBERSHIP).equals(Optional.of(membership.wire()));
    }

    private static boolean outranks(Decision decision) {
        return Integer.parseInt(decision.facts().value(FactName.SENDER_POWER).orElseThrow()) > Integer
                .parseInt(decision.facts().value(FactName.TARGET_POWER).orElseThrow());
    }
}
