package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.event.EventType;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowerLevelsTest {

    @Test
    @DisplayName("3.3.17 without power levels the founder has 100 and everybody else 0")
    void withoutPowerLevels() {
        for (TestRoom room : TestRoom.inVersions("1-11")) {
            PowerLevels levels = PowerLevels.of(room.version, room.create(), Optional.empty());
            assertThat(levels.of(ALICE)).isEqualTo(PowerLevel.of(100));
            assertThat(levels.of(BOB)).isEqualTo(PowerLevel.of(0));
            assertThat(levels.creators()).containsExactly(ALICE);
        }
    }

    @Test
    @DisplayName("3.4.6 up to version 10 the creator is whom the content names, from 11 on who sent the event")
    void creatorInContent() {
        for (TestRoom room : TestRoom.inVersions("1-11")) {
            room.create("{'creator':'@bob:example.org','additional_creators':['@carol:example.org']}");
            PowerLevels levels = PowerLevels.of(room.version, room.create(), Optional.empty());
            assertThat(levels.creators()).containsExactly(room.version.creatorInContent() ? BOB : ALICE);
            assertThat(levels.of(room.version.creatorInContent() ? BOB : ALICE)).isEqualTo(PowerLevel.of(100));
            assertThat(levels.of(CAROL)).isEqualTo(PowerLevel.of(0));
        }
    }

    @Test
    @DisplayName("3.3.17 with power levels the founder has what they say, like everybody")
    void founderIsNotListed() {
        for (TestRoom room : TestRoom.inVersions("1-11")) {
            assertThat(levels(room, "{}").of(ALICE)).isEqualTo(PowerLevel.of(0));
            assertThat(levels(room, "{'users_default':7}").of(ALICE)).isEqualTo(PowerLevel.of(7));
            assertThat(levels(room, "{'users':{'@alice:example.org':9}}").of(ALICE)).isEqualTo(PowerLevel.of(9));
        }
    }

    @Test
    @DisplayName("3.4.5 from version 12 on creators have infinite power, whatever the power levels say")
    void creatorsAreInfinite() {
        for (TestRoom room : TestRoom.inVersions("12")) {
            room.create("{'additional_creators':['@bob:example.org']}");
            PowerLevels levels = levels(room,
                    "{'users':{'@alice:example.org':1,'@carol:example.org':9007199254740991}}");
            assertThat(levels.creators()).containsExactly(ALICE, BOB);
            assertThat(levels.of(ALICE)).isEqualTo(PowerLevel.INFINITE);
            assertThat(levels.of(BOB)).isEqualTo(PowerLevel.INFINITE).hasToString("infinite");
            assertThat(levels.outranks(BOB, CAROL)).isTrue();
            assertThat(levels.outranks(CAROL, BOB)).isFalse();
            assertThat(levels.outranks(ALICE, BOB)).isFalse();
            assertThat(levels.reaches(BOB, Level.BAN)).isTrue();
        }
    }

    @ParameterizedTest(name = "3.3.17 {0} has its default where it is missing, and where it is no level")
    @EnumSource(Level.class)
    void defaults(Level level) {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            PowerLevels none = PowerLevels.of(room.version, room.create(), Optional.empty());
            assertThat(none.required(level)).isEqualTo(level.fallback());
            assertThat(levels(room, "{}").required(level)).isEqualTo(level.fallback());
            assertThat(levels(room, "{'" + level.property() + "':'odd'}").required(level)).isEqualTo(level.fallback());
            assertThat(levels(room, "{'" + level.property() + "':33}").required(level)).isEqualTo(PowerLevel.of(33));
        }
    }

    @Test
    @DisplayName("3.3.17 the defaults are 50 for state, ban, kick and redact, and 0 for users, messages and invites")
    void defaultNumbers() {
        assertThat(Level.values()).filteredOn(level -> level.fallback().equals(PowerLevel.of(50)))
                .containsExactly(Level.STATE_DEFAULT, Level.BAN, Level.REDACT, Level.KICK);
        assertThat(Level.values()).filteredOn(level -> level.fallback().equals(PowerLevel.of(0)))
                .containsExactly(Level.USERS_DEFAULT, Level.EVENTS_DEFAULT, Level.INVITE);
    }

    @Test
    @DisplayName("Q an event takes the level of its type, else the default for its kind")
    void requiredForEvents() {
        for (TestRoom room : TestRoom.inVersions("1-12")) {
            PowerLevels levels = levels(room, "{'events':{'m.odd':7},'events_default':3}");
            assertThat(levels.requiredFor("m.odd", true)).isEqualTo(PowerLevel.of(7));
            assertThat(levels.requiredFor("m.odd", false)).isEqualTo(PowerLevel.of(7));
            assertThat(levels.requiredFor("m.other", true)).isEqualTo(PowerLevel.of(50));
            assertThat(levels.requiredFor("m.other", false)).isEqualTo(PowerLevel.of(3));
        }
    }

    private static PowerLevels levels(TestRoom room, String content) {
        return PowerLevels.of(room.version, room.create(),
                Optional.of(room.event(EventType.POWER_LEVELS, "", ALICE, content)));
    }
}
