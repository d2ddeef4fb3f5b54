package dev.vestibule.conformance.report;

import dev.vestibule.conformance.report.Results.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes {@code docs/conformance.md}: each item of the acceptance list with the cases that hold to it, how they end
 * here and on Synapse, and for an item without a case the reason. The reason may be given for the item or for its
 * whole section.
 */
final class ConformanceTable {
    private final List<Item> items;
    private final Results here;
    private final Results synapse;
    private final Map<String, String> reasons;

    private ConformanceTable(List<Item> items, Results here, Results synapse, Map<String, String> reasons) {
        this.items = items;
        this.here = here;
        this.synapse = synapse;
        this.reasons = reasons;
    }

    /**
     * The table for a run of the suite.
     *
     * @throws IOException if the list, the results of Synapse or the reasons cannot be read
     */
    static ConformanceTable of(Results here) throws IOException {
        Map<String, String> reasons = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("results", "reasons.tsv"))) {
            String[] cells = line.split("\t", 2);
            reasons.put(cells[0], cells[1]);
        }
        return new ConformanceTable(Item.in(Files.readAllLines(Path.of("..", "docs", "acceptance-list.md"))), here,
                Results.read(Files.readAllLines(Path.of("results", "synapse.tsv"))), reasons);
    }

    String write() {
        StringBuilder text = new StringBuilder("""
                # Conformance, item by item

                Made from the names of the conformance tests; not edited by hand. An item is one
                of the [acceptance list](acceptance-list.md), here with the beginning of its sentence. A case counts for each
                item its name begins with. How the suite is run, and where Synapse differs and who is right, is told in
                [running-conformance.md](running-conformance.md).

                """);
        long tested = items.stream().filter(item -> !here.of(item).classes().isEmpty()).count();
        text.append("%d items; %d have cases, %d a reason instead.%n".formatted(items.size(), tested,
                items.size() - tested));
        String section = "";
        for (Item item : items) {
            if (!item.section().equals(section)) {
                section = item.section();
                text.append("\n## ").append(section).append("\n\n| Item | Says | Tests | Here | Synapse 1.163.2 |\n")
                        .append("| --- | --- | --- | --- | --- |\n");
            }
            text.append("| ").append(String.join(" | ", row(item))).append(" |\n");
        }
        return text.toString();
    }

    private List<String> row(Item item) {
        Tally tally = here.of(item);
        List<String> cells = new ArrayList<>(List.of(item.number(), item.sentence()));
        if (tally.classes().isEmpty()) {
            cells.add(reason(item).orElse("**none**"));
            cells.addAll(List.of("", ""));
        } else {
            cells.addAll(List.of(String.join(", ", tally.classes()), tally.summary(), synapse.of(item).summary()));
        }
        return cells;
    }

    /** Of the lines of a table: number, sentence, and tests or reason of each item, without the results. */
    static List<String> claims(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("| ")).map(line -> {
            String[] cells = line.split(" \\| ", 4);
            return String.join(" | ", cells[0], cells[1], cells[2]);
        }).toList();
    }

    /** The numbers of the items that have neither a case nor a reason. */
    List<String> unexplained() {
        return items.stream().filter(item -> here.of(item).classes().isEmpty() && reason(item).isEmpty())
                .map(Item::number).toList();
    }

    private Optional<String> reason(Item item) {
        String section = item.section().substring(0, item.section().indexOf(' '));
        return Stream.of(item.number(), section).map(reasons::get).filter(Objects::nonNull).findFirst();
    }
}
