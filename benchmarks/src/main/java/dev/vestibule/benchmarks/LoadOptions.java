package dev.vestibule.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The flags of the load program. */
final class LoadOptions {

    /** The parts of a run. */
    enum Part {
        START, CHANGES, ROOM_SIZE, SYNC_SIZE
    }

    @Option(names = "--url", paramLabel = "URL", description = "Base URL of the homeserver, http and loopback only. "
            + "With --start, where the started server listens if its command does not say {port}.")
    Optional<String> url;

    @Option(names = "--start", paramLabel = "COMMAND", description = "Command that starts the homeserver, given to sh. "
            + "{port} becomes a free port, {data} a new directory that is removed afterwards.")
    Optional<String> start;

    @Option(names = "--admin-secret", paramLabel = "SECRET", description = "Register users by shared secret "
            + "(/_synapse/admin/v1/register); without it, by open registration.")
    Optional<String> adminSecret;

    @Option(names = "--parts", split = ",", paramLabel = "PART", defaultValue = "START,CHANGES,ROOM_SIZE,SYNC_SIZE", description = "What to measure: ${COMPLETION-CANDIDATES}. Default: all of it (START only with --start).")
    Set<Part> parts;

    @Option(names = "--label", paramLabel = "TEXT", defaultValue = "Homeserver", description = "Heading of the tables.")
    String label;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the tables to this file too.")
    Optional<Path> output;

    @Option(names = "--starts", defaultValue = "11", description = "Measured starts, after one that is not (${DEFAULT-VALUE}).")
    int starts;

    @Option(names = "--clients", split = ",", paramLabel = "N", defaultValue = "1,16,64", description = "Numbers of clients that join and leave (${DEFAULT-VALUE}).")
    List<Integer> clients;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds over all numbers of clients (${DEFAULT-VALUE}).")
    int rounds;

    @Option(names = "--warmup", paramLabel = "SECONDS", defaultValue = "3", description = "Load before measuring, each time (${DEFAULT-VALUE}).")
    int warmupSeconds;

    @Option(names = "--seconds", defaultValue = "8", description = "Measured load, each time (${DEFAULT-VALUE}).")
    int seconds;

    @Option(names = "--max-changes", paramLabel = "N", defaultValue = "500000", description = "Most changes of one round of one number of clients (${DEFAULT-VALUE}).")
    long maxChanges;

    @Option(names = "--small-members", paramLabel = "N", defaultValue = "10", description = "Members of the small room (${DEFAULT-VALUE}).")
    int smallMembers;

    @Option(names = "--members", paramLabel = "N", defaultValue = "10000", description = "Members of the large room (${DEFAULT-VALUE}).")
    int members;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "500", description = "Measured joins and leaves in each room (${DEFAULT-VALUE}).")
    int pairs;

    @Option(names = "--small-rooms", paramLabel = "N", defaultValue = "10", description = "Joined rooms of the user with few (${DEFAULT-VALUE}).")
    int smallRooms;

    @Option(names = "--rooms", paramLabel = "N", defaultValue = "2000", description = "Joined rooms of the user with many (${DEFAULT-VALUE}).")
    int rooms;

    @Option(names = "--syncs", paramLabel = "N", defaultValue = "500", description = "Measured syncs of each user (${DEFAULT-VALUE}).")
    int syncs;

    @Option(names = "--fill-connections", paramLabel = "N", defaultValue = "16", description = "Requests under way at once while filling (${DEFAULT-VALUE}).")
    int fillConnections;

    @Option(names = "--max-minutes", paramLabel = "N", defaultValue = "25", description = "The run ends by then, whatever is missing (${DEFAULT-VALUE}).")
    int maxMinutes;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    boolean help;
}
