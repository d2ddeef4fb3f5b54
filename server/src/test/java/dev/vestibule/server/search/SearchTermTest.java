package dev.vestibule.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.server.error.MatrixException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTermTest {
    @ParameterizedTest(name = "7.37 \"{0}\" in \"{1}\": {2}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            apple,         An apple a day,         true
            APPLE,         apples,                 true
            apple day,     "A day, an apple.",     true
            day apple,     apple,                  false
            pple,          apple,                  false
            äpfel,         ÄPFEL und Birnen,       true
            don't,         I don't know,           true
            %,             100 % sure,             false
            👍,            well done 👍,            true
            """)
    void finds(String term, String text, boolean found) {
        assertThat(SearchTerm.parse(term).match(text).isPresent()).isEqualTo(found);
    }

    @Test
    @DisplayName("7.37 of two texts, the one of which more is what is searched matches more closely")
    void ranks() {
        SearchTerm term = SearchTerm.parse("apple");
        double exact = term.match("apple").orElseThrow().rank();
        assertThat(exact).isGreaterThan(term.match("apples").orElseThrow().rank())
                .isGreaterThan(term.match("an apple a day").orElseThrow().rank());
        assertThat(term.match("apple apple pie").orElseThrow().rank())
                .isGreaterThan(term.match("apple pear pie").orElseThrow().rank());
        assertThat(term.match("Apples, apple").orElseThrow().found()).containsExactlyInAnyOrder("apples", "apple");
    }

    @Test
    @DisplayName("7.37 nothing is found by nothing, and nobody searches for a book")
    void limits() {
        assertThat(SearchTerm.parse(" .,! ").words()).isEmpty();
        assertThat(SearchTerm.parse("").match("")).isEmpty();
        String many = IntStream.range(0, 51).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        assertThatThrownBy(() -> SearchTerm.parse(many)).isInstanceOf(MatrixException.class)
                .hasMessageContaining("50 words");
    }

    @Test
    @DisplayName("7.37 a token says where a search goes on, and in which group")
    void tokens() {
        SearchToken plain = new SearchToken(17, 3, Optional.empty());
        assertThat(SearchToken.parse(plain.toString())).isEqualTo(plain);
        SearchToken ofRoom = plain.of(new SearchToken.GroupKey(Grouping.ROOM, "!a b:localhost"));
        assertThat(SearchToken.parse(ofRoom.toString())).isEqualTo(ofRoom);
    }

    @ParameterizedTest(name = "7.37 \"{0}\" is no token")
    @ValueSource(strings = {"", "nonsense", "s12", "MTcgLTE", "%"})
    void badTokens(String token) {
        assertThatThrownBy(() -> SearchToken.parse(token)).isInstanceOf(MatrixException.class);
    }
}
