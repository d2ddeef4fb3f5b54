package dev.vestibule.authz.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.version.RoomVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The numbers of the rules against a table that was drawn up from the specification's pages. */
class AuthRuleNumbersTest {

    private static final String NONE = "-";

    @Test
    @DisplayName("3.2 every rule has the number it has on the page of every room version, and there are no others")
    void numbersAreThoseOfThePages() {
        assertThat(numbersInCode()).containsExactlyElementsOf(numbersInTable());
    }

    @Test
    @DisplayName("3.1.3 the clauses hold every rule once, in the order of the text")
    void clausesHoldEveryRuleInOrder() {
        assertThat(Authorizer.RULES.rules()).containsExactly(AuthRule.values());
    }

    @Test
    @DisplayName("a citation names version, number and rule, and links to the page")
    void citationNamesVersionNumberAndRule() {
        Citation citation = AuthRule.LEAVE_UNBAN_NEEDS_BAN_LEVEL.citation(RoomVersion.V11).orElseThrow();

        assertThat(citation).hasToString("room version 11, authorization rule 4.5.3 [LEAVE_UNBAN_NEEDS_BAN_LEVEL]");
        assertThat(citation.link()).isEqualTo("https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules");
    }

    private static List<String> numbersInCode() {
        return Stream.of(AuthRule.values()).flatMap(rule -> Stream.of(RoomVersion.values())
                .map(version -> line(version, rule.name(), rule.number(version).orElse(NONE)))).toList();
    }

    private static String line(RoomVersion version, String rule, String number) {
        return rule + " in version " + version.id() + ": " + number;
    }

    /** The columns of the table stand for one version or a range: v11, v8-9. */
    private static List<String> numbersInTable() {
        List<List<String>> rows = rows();
        List<String> numbers = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int column = 1; column < row.size(); column++) {
                String number = row.get(column);
                versions(rows.getFirst().get(column))
                        .forEach(version -> numbers.add(line(version, row.getFirst(), number)));
            }
        }
        return numbers;
    }

    private static Stream<RoomVersion> versions(String heading) {
        String[] ends = heading.substring(1).split("-", -1);
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .mapToObj(number -> RoomVersion.of(String.valueOf(number)).orElseThrow());
    }

    private static List<List<String>> rows() {
        try (var table = new BufferedReader(new InputStreamReader(
                AuthRuleNumbersTest.class.getResourceAsStream("auth-rules.tsv"), StandardCharsets.UTF_8))) {
            return table.lines().map(row -> Arrays.asList(row.split("\t", -1))).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
