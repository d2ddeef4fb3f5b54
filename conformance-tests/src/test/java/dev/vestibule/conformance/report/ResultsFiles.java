package dev.vestibule.conformance.report;

import dev.vestibule.conformance.report.CaseResult.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Listens to how the cases end and writes it down: to {@code target/conformance-items.tsv} item by item, which is what
 * is kept of another homeserver, and to {@code target/conformance.md} the table made of it. With the system property
 * {@code conformance.docs=write} the table of a whole run becomes {@code docs/conformance.md}.
 */
public final class ResultsFiles implements TestExecutionListener {
    static final boolean WRITES_DOCS = System.getProperty("conformance.docs", "").equals("write");
    static final Path DOCS = Path.of("..", "docs", "conformance.md");
    private static final Path TARGET = Path.of("target");

    private final Queue<CaseResult> results = new ConcurrentLinkedQueue<>();

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (identifier.isTest() || !passed) {
            record(identifier, switch (result.getStatus()) {
                case SUCCESSFUL -> Ending.PASSED;
                case ABORTED -> Ending.SKIPPED;
                case FAILED -> Ending.FAILED;
            });
        }
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        record(identifier, Ending.SKIPPED);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        try {
            Files.createDirectories(TARGET);
            Results here = Results.of(results);
            Files.write(TARGET.resolve("conformance-items.tsv"), here.lines());
            String table = ConformanceTable.of(here).write();
            Files.writeString(TARGET.resolve("conformance.md"), table);
            if (WRITES_DOCS) {
                writeDocs(here, table);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void writeDocs(Results here, String table) throws IOException {
        if (here.covers(CaseNames.asResults())) {
            Files.writeString(DOCS, table);
        } else {
            System.err.println(DOCS + " is left as it was: this run had not all of the cases.");
        }
    }

    private void record(TestIdentifier identifier, Ending ending) {
        className(identifier)
                .ifPresent(name -> results.add(new CaseResult(name, identifier.getDisplayName(), ending)));
    }

    private static Optional<String> className(TestIdentifier identifier) {
        return identifier.getSource().flatMap(source -> switch (source) {
            case MethodSource method -> Optional.of(method.getClassName());
            case ClassSource of -> Optional.of(of.getClassName());
            default -> Optional.empty();
        }).map(name -> name.substring(name.lastIndexOf('.') + 1));
    }
}
