package dev.vestibule.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Puts a homeserver on this machine under load and prints what it measured as Markdown.
 *
 * <p>Exit code 0: measured, and everything the server said was right. 1: something was not (an answer that is not 200, a
 * membership or a sync with the wrong content, time up). 2: a wrong flag.
 */
@Command(name = "benchmarks/run", sortOptions = false, description = {
        "Measures a Matrix homeserver on this machine: start, membership changes a second, the same join in a small and "
                + "a large room, the same sync with few and many rooms. Prints Markdown; progress goes to standard error.",
        ""})
public final class LoadProgram implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private LoadOptions options;

    private final Report report = new Report();
    private boolean allRight = true;

    /** Runs the program with the given flags; {@code --help} lists them. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new LoadProgram()).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrongFlag, given) -> {
                    System.err.println(wrongFlag.getMessage() + " (--help lists the flags.)");
                    return CommandLine.ExitCode.USAGE;
                });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<HomeserverUrl> url = checkedUrl();
        TimeBudget budget = TimeBudget.of(Duration.ofMinutes(options.maxMinutes));
        report.title(options.label, Report.machine() + ".");
        try {
            if (options.start.isPresent()) {
                measureStarted(options.start.get(), url, budget);
            } else {
                measure(url.orElseThrow(), budget, () -> Double.NaN);
            }
        } catch (UnexpectedAnswerException | UncheckedIOException e) {
            System.err.println(e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
            allRight = false;
        }
        System.out.print(report);
        if (options.output.isPresent()) {
            Files.writeString(options.output.get(), report.toString());
        }
        return allRight ? 0 : 1;
    }

    private Optional<HomeserverUrl> checkedUrl() {
        boolean needsUrl = options.start.isEmpty() || !options.start.get().contains("{port}");
        if (needsUrl == options.url.isEmpty()) {
            throw new ParameterException(spec.commandLine(), needsUrl
                    ? "Give --url, or --start with a command that says {port}."
                    : "Give either --url or {port} in the command of --start, not both.");
        }
        if (options.smallMembers < 2 || options.members < options.smallMembers || options.smallRooms < 1
                || options.rooms < options.smallRooms || options.starts < 1 || options.rounds < 1
                || options.clients.stream().anyMatch(clients -> clients < 1)) {
            throw new ParameterException(spec.commandLine(),
                    "A size is too small, or a large one less than a small one.");
        }
        try {
            return options.url.map(HomeserverUrl::parse);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void measureStarted(String command, Optional<HomeserverUrl> url, TimeBudget budget)
            throws IOException, InterruptedException {
        if (options.parts.contains(LoadOptions.Part.START)) {
            List<double[]> starts = new ArrayList<>();
            for (int i = 0; i <= options.starts; i++) {
                budget.check();
                try (ServerProcess server = ServerProcess.start(command, url)) {
                    starts.add(new double[]{server.startMillis(), server.residentMegabytes()});
                }
            }
            // The first one brings the files into the page cache, and may be the one that builds the server.
            starts.removeFirst();
            report.start(new StartResult(Sample.of(starts.stream().mapToDouble(start -> start[0])),
                    Sample.of(starts.stream().mapToDouble(start -> start[1]))));
        }
        try (ServerProcess server = ServerProcess.start(command, url)) {
            measure(server.url(), budget, server::cpuMillis);
            report.residentAfterLoad(server.residentMegabytes());
        }
    }

    private void measure(HomeserverUrl url, TimeBudget budget, DoubleSupplier serverCpuMillis)
            throws InterruptedException {
        Registration registration = options.adminSecret.<Registration>map(Registration.SharedSecret::new)
                .orElseGet(Registration.Open::new);
        String prefix = "load-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
        Population population = new Population(url, registration, options.fillConnections, prefix, budget);
        if (options.parts.contains(LoadOptions.Part.CHANGES)) {
            changes(url, population, budget, serverCpuMillis);
        }
        if (options.parts.contains(LoadOptions.Part.ROOM_SIZE)) {
            progress("Filling a room with " + options.members + " members");
            sizes("Join and leave by the size of the room", new RoomSizeMeasurement(url, population, budget)
                    .run(options.smallMembers, options.members, options.pairs));
        }
        if (options.parts.contains(LoadOptions.Part.SYNC_SIZE)) {
            progress("Making " + options.rooms + " rooms");
            sizes("Sync by the number of joined rooms", List.of(new SyncSizeMeasurement(url, population, budget)
                    .run(options.smallRooms, options.rooms, options.syncs)));
        }
    }

    private void changes(HomeserverUrl url, Population population, TimeBudget budget, DoubleSupplier serverCpuMillis)
            throws InterruptedException {
        int most = Collections.max(options.clients);
        List<User> users = population.first(most + 1);
        User keeper = users.getLast();
        List<String> own = population.publicRooms(keeper, most);
        String one = population.publicRooms(keeper, 1).getFirst();
        ChangesMeasurement measurement = new ChangesMeasurement(url, Duration.ofSeconds(options.warmupSeconds),
                Duration.ofSeconds(options.seconds), options.maxChanges, serverCpuMillis);
        Map<ChangesScenario, List<ChangesResult>> results = new LinkedHashMap<>();
        for (String rooms : List.of("a room each", "all in one room")) {
            for (int clients : options.clients) {
                String[] roomIds = own.subList(0, clients).toArray(String[]::new);
                if (rooms.startsWith("all")) {
                    Arrays.fill(roomIds, one);
                }
                results.put(new ChangesScenario(rooms, users.subList(0, clients), List.of(roomIds), keeper),
                        new ArrayList<>());
            }
        }
        for (int round = 1; round <= options.rounds; round++) {
            for (Map.Entry<ChangesScenario, List<ChangesResult>> entry : results.entrySet()) {
                budget.check();
                ChangesResult result = measurement.run(entry.getKey());
                entry.getValue().add(result);
                progress("Round %d, %d clients, %s: %.0f changes/s".formatted(round, entry.getKey().clients(),
                        entry.getKey().rooms(), result.perSecond()));
                if (result.not200() > 0 || result.wrongMemberships() > 0) {
                    progress("  not 200: " + result.not200() + ", wrong memberships: " + result.wrongMemberships());
                    allRight = false;
                }
            }
        }
        report.changes(results);
    }

    private void sizes(String heading, List<SizeComparison> comparisons) {
        for (SizeComparison comparison : comparisons) {
            if (comparison.wrongAnswers() > 0) {
                progress(comparison.what() + ": " + comparison.wrongAnswers() + " wrong answers");
                allRight = false;
            }
        }
        report.sizes(heading, comparisons);
    }

    private static void progress(String text) {
        System.err.println(text);
    }
}
