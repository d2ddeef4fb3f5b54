package dev.vestibule.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as Markdown tables. */
final class Report {

    private final StringBuilder text = new StringBuilder();

    void title(String label, String how) {
        line("## " + label);
        line("");
        line(how);
        line("");
    }

    void start(StartResult result) {
        head("Start", "median", "least", "greatest", "starts");
        row("exec to first 200, ms", result.millis());
        row("resident then, MB", result.residentMegabytes());
        line("");
    }

    private void row(String what, Sample sample) {
        row(what, whole(sample.median()), whole(sample.least()), whole(sample.greatest()), sample.count());
    }

    /** Adds the membership changes: by scenario one result a round. */
    void changes(Map<ChangesScenario, List<ChangesResult>> results) {
        head("Membership changes", "clients", "changes/s (least to greatest round)", "p50 ms", "p99 ms", "changes",
                "not 200", "server CPU ms/change", "load CPU ms/change");
        results.forEach(this::changes);
        line("");
    }

    private void changes(ChangesScenario scenario, List<ChangesResult> rounds) {
        Sample rate = Sample.of(rounds.stream().mapToDouble(ChangesResult::perSecond));
        Latencies latencies = new Latencies();
        rounds.forEach(round -> latencies.addAll(round.latencies()));
        long changes = rounds.stream().mapToLong(ChangesResult::changes).sum();
        int not200 = rounds.stream().mapToInt(ChangesResult::not200).sum();
        double serverCpu = rounds.stream().mapToDouble(ChangesResult::serverCpuMillis).sum() / changes;
        double loadCpu = rounds.stream().mapToDouble(ChangesResult::loadCpuMillis).sum() / changes;
        row(scenario.rooms(), scenario.clients(),
                rate(rate.median()) + " (" + rate(rate.least()) + " to " + rate(rate.greatest()) + ")",
                millis(latencies.millis(0.5)), millis(latencies.millis(0.99)), changes, not200, millis(serverCpu),
                millis(loadCpu));
    }

    void sizes(String heading, List<SizeComparison> comparisons) {
        head(heading, "small", "p50 ms", "p99 ms", "large", "p50 ms", "p99 ms", "each", "ratio of the p50");
        for (SizeComparison c : comparisons) {
            row(c.what(), c.smallSize() + " " + c.unit(), millis(c.small().millis(0.5)), millis(c.small().millis(0.99)),
                    c.largeSize() + " " + c.unit(), millis(c.large().millis(0.5)), millis(c.large().millis(0.99)),
                    c.small().size(), millis(c.ratio()));
        }
        line("");
    }

    void residentAfterLoad(double megabytes) {
        line("Resident after all of the load: " + whole(megabytes) + " MB.");
        line("");
    }

    private void head(Object... cells) {
        row(cells);
        line("|" + "---|".repeat(cells.length));
    }

    private void row(Object... cells) {
        line(Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%,.0f", perSecond);
    }

    private static String millis(double millis) {
        return Double.isNaN(millis) ? "–" : String.format(Locale.ROOT, "%.2f", millis);
    }

    /** Where the tables were made: processors, kernel, Java, load average of the last minute. */
    static String machine() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", load by Java " + Runtime.version() + ", load average before "
                + rate(load);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
