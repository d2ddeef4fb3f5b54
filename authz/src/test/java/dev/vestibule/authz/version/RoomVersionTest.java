package dev.vestibule.authz.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomVersionTest {
    static Stream<Arguments> questions() {
        return Stream.of(
                question("3.5.4 canonical JSON is enforced", RoomVersion::strictCanonicalJson, 6, 12),
                question("3.7.1 knock", RoomVersion::knowsKnock, 7, 12),
                question("3.7.1 restricted", RoomVersion::knowsRestricted, 8, 12),
                question("3.7.1 knock_restricted", RoomVersion::knowsKnockRestricted, 10, 12),
                question("3.4.6 content.creator names the creator", RoomVersion::creatorInContent, 1, 10),
                question("3.4.5 creators have infinite power", RoomVersion::creatorsHaveInfinitePower, 12, 12),
                question("3.4.2 power levels are integers only", RoomVersion::integerOnlyPowerLevels, 10, 12),
                question("3.4.3 power levels may be floats", RoomVersion::powerLevelsMayBeFloats, 1, 5),
                question("3.4.4 notifications are checked", RoomVersion::notificationsLevelsAreChecked, 6, 12),
                question("3.3.16 aliases are special", RoomVersion::aliasesAreSpecial, 1, 5),
                question("3.6.10 redaction is authorized", RoomVersion::redactionIsAuthorized, 1, 2),
                question("3.5.7 redacts is in content", RoomVersion::redactsInContent, 11, 12),
                question("3.5.2 the room ID is the create event's", RoomVersion::roomIdIsCreateEventId, 12, 12),
                question("3.5.3 create is an auth event", RoomVersion::createIsAuthEvent, 1, 11),
                question("3.5.9 key validity is enforced", RoomVersion::keyValidityEnforced, 5, 12));
    }

    private static Arguments question(String name, Predicate<RoomVersion> question, int first, int last) {
        return Arguments.of(name, question, first, last);
    }

    @ParameterizedTest(name = "{0}: from {2} to {3}")
    @MethodSource("questions")
    void answers(String name, Predicate<RoomVersion> question, int first, int last) {
        List<String> expected = Stream.iterate(first, version -> version <= last, version -> version + 1)
                .map(String::valueOf).toList();
        assertThat(Stream.of(RoomVersion.values()).filter(question).map(RoomVersion::id)).as(name)
                .containsExactlyElementsOf(expected);
    }

    @Test
    @DisplayName("3.5.1 event IDs: made up, hash, URL-safe hash")
    void eventFormat() {
        assertThat(Stream.of(RoomVersion.values())
                .collect(Collectors.groupingBy(RoomVersion::eventFormat, Collectors.counting())))
                .containsEntry(EventFormat.DOMAIN, 2L).containsEntry(EventFormat.BASE64, 1L)
                .containsEntry(EventFormat.URL_SAFE_BASE64, 9L);
        assertThat(RoomVersion.V2.eventFormat()).isEqualTo(EventFormat.DOMAIN);
        assertThat(RoomVersion.V3.eventFormat()).isEqualTo(EventFormat.BASE64);
    }

    @ParameterizedTest
    @CsvSource({"V1, 9223372036854775807", "V5, 9223372036854775807", "V6, 9007199254740991", "V12, 9007199254740991"})
    @DisplayName("3.5.5 greatest depth")
    void depth(RoomVersion version, long depth) {
        assertThat(version.maxDepth()).isEqualTo(depth);
    }

    @Test
    @DisplayName("3.7.2 all twelve are known, and 12 is the default")
    void ids() {
        assertThat(Stream.of(RoomVersion.values()).map(RoomVersion::id))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        assertThat(Stream.of(RoomVersion.values()).map(RoomVersion::id).map(RoomVersion::of))
                .allMatch(version -> version.isPresent());
        assertThat(RoomVersion.DEFAULT).isEqualTo(RoomVersion.V12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "13", "01", "V1", "1 ", "org.matrix.msc2176"})
    @DisplayName("3.7.3 other versions are unknown")
    void unknown(String id) {
        assertThat(RoomVersion.of(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"12, true", "org.matrix.msc2176-x, true", "A, false", "a_b, false", "'', false", "'1 ', false",
            "12345678901234567890123456789012, true", "123456789012345678901234567890123, false"})
    @DisplayName("3.5.16 grammar of room versions")
    void grammar(String id, boolean wellFormed) {
        assertThat(RoomVersion.isWellFormed(id)).isEqualTo(wellFormed);
    }
}
