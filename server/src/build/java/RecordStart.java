import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

static final Duration PATIENCE = Duration.ofMinutes(3);

/**
 * Makes the ahead-of-time cache: starts the server in a JVM that records which classes it loads and links, sends a few
 * requests, and stops it, whereupon that JVM writes the cache.
 *
 * <p>Arguments: the server's jar, the cache to write, and the options the server's JVM will be started with.
 */
void main(String[] arguments) throws Exception {
    Path jar = Path.of(arguments[0]);
    Path cache = Path.of(arguments[1]);
    List<String> options = List.of(arguments).subList(2, arguments.length);
    // Compiled for Java 5, and needed at every start: 60 ms of it.
    OldClasses.renew(jar.resolveSibling("lib"), "picocli");
    Path folder = Files.createTempDirectory("vestibule-recording");
    try {
        int port = freePort();
        Process server = start(jar, cache, options, port, folder);
        try {
            use(URI.create("http://127.0.0.1:" + port), server);
        } finally {
            server.destroy();
            if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                // The cache is written by a JVM that the server's starts: left alone, it would go on writing.
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly().waitFor();
                throw new IOException("The server did not stop within " + PATIENCE);
            }
        }
        if (!Files.exists(cache)) {
            throw new IOException("The server stopped, but its JVM wrote no cache");
        }
    } finally {
        delete(folder);
    }
}

Process start(Path jar, Path cache, List<String> options, int port, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-XX:AOTCacheOutput=" + cache);
    // Without the profiles of methods: with them, the second compiler would be busy with hot methods of this run while
    // the server starts, which was measured to take longer than it saves.
    command.addAll(
            List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"));
    command.addAll(
            List.of("-Dvestibule.start-alone=true", "-jar", jar.toString(), "--port", Integer.toString(port), "--data",
                    folder.resolve("data").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().keySet().removeIf(name -> name.startsWith("VESTIBULE_"));
    return builder.start();
}

/**
 * The requests whose classes belong into the cache: those that reach no table. What is in the cache is resident from
 * the first moment, used or not, and jOOQ's classes would be a third of it; a query reads them when it needs them.
 */
void use(URI server, Process process) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
        awaitStart(http, server, process);
        send(http, server, "GET", "/_matrix/client/v3/login", "");
        send(http, server, "GET", "/_matrix/client/v3/account/whoami", "");
        send(http, server, "GET", "/_matrix/client/v3/nothing", "");
        send(http, server, "OPTIONS", "/_matrix/client/v3/sync", "");
        send(http, server, "POST", "/_matrix/client/v3/login", "{");
    }
}

void awaitStart(HttpClient http, URI server, Process process) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (process.isAlive() && Instant.now().isBefore(end)) {
        try {
            if (send(http, server, "GET", "/_matrix/client/versions", "") == 200) {
                return;
            }
        } catch (IOException notYet) {
            Thread.sleep(50);
        }
    }
    throw new IOException("The server did not answer");
}

int send(HttpClient http, URI server, String method, String path, String body)
        throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .timeout(PATIENCE)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
}

int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
    }
}

void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
        }
    }
}
