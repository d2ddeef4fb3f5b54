package dev.vestibule.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of push rules. */
class GlobTest {

    @ParameterizedTest(name = "{0} matches all of ''{1}'': {2}")
    @CsvSource({"lunc?*, Lunch plans, true", "lunc?*, LUNCH, true", "lunc?*, ' lunch', false", "lunc?*, lunc, false",
            "'', '', true", "'', x, false", "*, '', true", "m.room.*, m.room.member, true", "a*b*c, aXbYc, true",
            "a*b*c, aXbY, false", "?, '', false", "@room, @room, true"})
    void wholeTexts(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matchesAll(text)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} matches words of ''{1}'': {2}")
    @CsvSource({"ex*ple, An example event., true", "ex*ple, exple, true", "ex*ple, An exciting triple-whammy, true",
            "cake, cupcake, false", "cake, Cake!, true", "cake, cakes, false", "@room, hello @room: all, true",
            "bob, hey Bob, true", "bob, bobby, false", "bob, me_bob, false", "b?b, the bab, true"})
    void words(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matchesWords(text)).isEqualTo(matches);
    }

    @Test
    @DisplayName("what has many ways to match is not tried one way after the other")
    void manyStars() {
        assertThat(new Glob("a*".repeat(200) + "b").matchesAll("a".repeat(5000))).isFalse();
    }

    @Test
    @DisplayName("the beginning of a long text alone is looked at")
    void longTexts() {
        String text = "first " + "x ".repeat(5000) + "last";
        assertThat(new Glob("first").matchesWords(text)).isTrue();
        assertThat(new Glob("last").matchesWords(text)).isFalse();
        assertThat(new LiteralWords("last").isIn(text)).isFalse();
    }

    @Test
    @DisplayName("in a display name no character is special")
    void displayNames() {
        assertThat(new LiteralWords("b*").isIn("hello B*!")).isTrue();
        assertThat(new LiteralWords("b*").isIn("hello bob")).isFalse();
        assertThat(new LiteralWords("bob").isIn("bobby, bob")).isTrue();
    }
}
