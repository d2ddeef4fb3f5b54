package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipTest {
    @Test
    void names() {
        assertThat(Stream.of(Membership.values()).map(Membership::wire))
                .containsExactly("join", "invite", "leave", "ban", "knock");
        assertThat(Stream.of(JoinRule.values()).map(JoinRule::wire))
                .containsExactly("public", "invite", "knock", "restricted", "knock_restricted", "private");
    }

    @ParameterizedTest
    @EnumSource
    void membershipOfItsName(Membership membership) {
        assertThat(Membership.of(membership.wire())).hasValue(membership);
    }

    @ParameterizedTest
    @EnumSource
    void joinRuleOfItsName(JoinRule rule) {
        assertThat(JoinRule.of(rule.wire())).hasValue(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JOIN", "Invite", "none"})
    void others(String wire) {
        assertThat(Membership.of(wire)).isEmpty();
        assertThat(JoinRule.of(wire)).isEmpty();
    }
}
