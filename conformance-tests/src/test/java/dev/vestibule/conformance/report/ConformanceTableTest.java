package dev.vestibule.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The committed table is that of the tests there are; only the results in it are of the run it was written by. */
final class ConformanceTableTest {
    private static final String COMMAND = "write it anew: mvn -pl conformance-tests -am verify -Dconformance.docs=write";

    @Test
    @DisplayName("docs/conformance.md has the items, sentences, tests and reasons of today")
    void isOfToday() throws IOException {
        assumeFalse(ResultsFiles.WRITES_DOCS, "it is about to be written");
        List<String> committed = Files.readAllLines(ResultsFiles.DOCS);
        assertThat(ConformanceTable.claims(committed)).as(COMMAND).isEqualTo(
                ConformanceTable.claims(ConformanceTable.of(CaseNames.asResults()).write().lines().toList()));
    }

    @Test
    @DisplayName("every item has a case, or a reason why not")
    void isWhole() throws IOException {
        assertThat(ConformanceTable.of(CaseNames.asResults()).unexplained())
                .as("items without a case and without a line in results/reasons.tsv").isEmpty();
    }
}
