package dev.vestibule.conformance.report;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run of the suite found out, by item.
 *
 * @param byItem the tally of each item that a case names
 */
record Results(Map<String, Tally> byItem) {
    /** At the beginning of a case's name: the items it holds to. */
    private static final Pattern ITEMS = Pattern
            .compile("((?:\\d+\\.\\d+(?:\\.\\d+)?|[A-Z]+\\d+(?:\\.\\d+)?[a-z]?)(?:, (?=[\\dA-Z]))?)+");
    private static final Pattern ITEM = Pattern.compile("\\d+\\.\\d+(?:\\.\\d+)?|[A-Z]+\\d+(?:\\.\\d+)?[a-z]?");

    /** How many cases of an item ended how, and the classes they are in. */
    record Tally(Set<String> classes, int passed, int failed, int skipped) {
        static final Tally NONE = new Tally(Set.of(), 0, 0, 0);

        Tally and(CaseResult result) {
            Set<String> all = new TreeSet<>(classes);
            all.add(result.className());
            return switch (result.ending()) {
                case PASSED -> new Tally(all, passed + 1, failed, skipped);
                case FAILED -> new Tally(all, passed, failed + 1, skipped);
                case SKIPPED -> new Tally(all, passed, failed, skipped + 1);
            };
        }

        String summary() {
            StringBuilder summary = new StringBuilder();
            append(summary, passed, "passed");
            append(summary, failed, "failed");
            append(summary, skipped, "skipped");
            return summary.toString();
        }

        private static void append(StringBuilder summary, int count, String what) {
            if (count > 0) {
                summary.append(summary.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
            }
        }
    }

    static Results of(Collection<CaseResult> results) {
        Map<String, Tally> byItem = new TreeMap<>();
        for (CaseResult result : results) {
            for (String item : items(result.name())) {
                byItem.merge(item, Tally.NONE.and(result), (before, _) -> before.and(result));
            }
        }
        return new Results(byItem);
    }

    /** Reads {@link #lines}. */
    static Results read(List<String> lines) {
        Map<String, Tally> byItem = new TreeMap<>();
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            byItem.put(cells[0], new Tally(Set.of(), Integer.parseInt(cells[1]), Integer.parseInt(cells[2]),
                    Integer.parseInt(cells[3])));
        }
        return new Results(byItem);
    }

    /** A line for each item, with how many of its cases passed, failed and were skipped. */
    List<String> lines() {
        return byItem.entrySet().stream().map(entry -> String.join("\t", entry.getKey(),
                Integer.toString(entry.getValue().passed()), Integer.toString(entry.getValue().failed()),
                Integer.toString(entry.getValue().skipped()))).toList();
    }

    /** The items that a case's name begins with. */
    static Set<String> items(String displayName) {
        Matcher begin = ITEMS.matcher(displayName);
        Set<String> items = new LinkedHashSet<>();
        if (begin.lookingAt()) {
            ITEM.matcher(begin.group()).results().forEach(found -> items.add(found.group()));
        }
        return items;
    }

    /** Whether this run had cases of all the items and classes that another knows of. */
    boolean covers(Results other) {
        return other.byItem.entrySet().stream().allMatch(entry -> byItem.getOrDefault(entry.getKey(), Tally.NONE)
                .classes().containsAll(entry.getValue().classes()));
    }

    Tally of(Item item) {
        return byItem.getOrDefault(item.number(), Tally.NONE);
    }
}
