import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

static final Duration PATIENCE = Duration.ofSeconds(60);

/**
 * Makes the ahead-of-time cache: starts the server in a JVM that records which classes it loads and links, sends the requests that a
 * developer's first minute consists of, and stops it, whereupon that JVM writes the cache.
 *
 * <p>Arguments: the server's jar, the cache to write, and the options the server's JVM will be started with.
 */
void main(String[] arguments) throws Exception {
    Path jar = Path.of(arguments[0]);
    Path cache = Path.of(arguments[1]);
    List<String> options = List.of(arguments).subList(2, arguments.length);
    Path room = Files.createTempDirectory("vestibule-recording");
    try {
        int port = freePort();
        Process server = start(jar, cache, options, port, room);
        try {
            use(URI.create("http://127.0.0.1:" + port), server);
        } finally {
            server.destroy();
            if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
                throw new IOException("The server did not stop within " + PATIENCE);
            }
        }
        if (!Files.exists(cache)) {
            throw new IOException("The server stopped, but its JVM wrote no cache");
        }
    } finally {
        delete(room);
    }
}

Process start(Path jar, Path cache, List<String> options, int port, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(List.of("-jar", jar.toString(), "--port", Integer.toString(port), "--data",
            folder.resolve("data").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().keySet().removeIf(name -> name.startsWith("VESTIBULE_"));
    return builder.start();
}

/** A short life of two users and a room. What is answered does not matter here, only what is run. */
void use(URI server, Process process) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
        Client anyone = new Client(http, server, Optional.empty());
        anyone.awaitStart(process);
        Client alice = anyone.register("alice");
        Client bob = anyone.register("bob");
        String room = alice.send("POST", "/createRoom", """
                {"preset": "public_chat", "name": "Rehearsal"}""").field("room_id");
        alice.send("GET", "/account/whoami", "");
        String since = bob.send("GET", "/sync", "").field("next_batch");
        for (int round = 0; round < 20; round++) {
            alice.send("POST", "/rooms/" + room + "/invite", """
                    {"user_id": "@bob:localhost"}""");
            bob.send("POST", "/join/" + room, "{}");
            alice.send("PUT", "/rooms/" + room + "/send/m.room.message/" + round, """
                    {"msgtype": "m.text", "body": "Welcome"}""");
            since = bob.send("GET", "/sync?timeout=0&since=" + since, "").field("next_batch");
            alice.send("POST", "/rooms/" + room + "/kick", """
                    {"user_id": "@bob:localhost", "reason": "rehearsal"}""");
            alice.send("POST", "/rooms/" + room + "/ban", """
                    {"user_id": "@bob:localhost"}""");
            bob.send("POST", "/join/" + room, "{}");
            alice.send("POST", "/rooms/" + room + "/unban", """
                    {"user_id": "@bob:localhost"}""");
            bob.send("POST", "/rooms/" + room + "/join", "{}");
            bob.send("POST", "/rooms/" + room + "/leave", "{}");
        }
        alice.send("GET", "/rooms/" + room + "/members", "");
        alice.send("GET", "/rooms/" + room + "/joined_members", "");
        alice.send("GET", "/rooms/" + room + "/state", "");
        alice.send("GET", "/rooms/" + room + "/messages?dir=b", "");
        alice.send("GET", "/joined_rooms", "");
    }
}

/** One user's requests. */
record Client(HttpClient http, URI server, Optional<String> token) {

    void awaitStart(Process process) throws InterruptedException, IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            try {
                if (send("GET", "/versions", "").status() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("The server did not answer");
    }

    Client register(String name) throws IOException, InterruptedException {
        String token = send("POST", "/register",
                """
                {"username": "%s", "password": "rehearsal of %s", "auth": {"type": "m.login.dummy"}}""".formatted(name,
                        name))
                .field("access_token");
        return new Client(http, server, Optional.of(token));
    }

    Reply send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/_matrix/client"
                + (path.equals("/versions") ? "" : "/v3") + path.replace("!", "%21").replace(":", "%3A")));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<String> response = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        IO.println(response.statusCode() + " " + method + " " + path);
        return new Reply(response.statusCode(), response.body());
    }
}

record Reply(int status, String body) {

    /** The string under a key that occurs once. */
    String field(String key) throws IOException {
        Matcher found = Pattern.compile("\"" + key + "\"\\s*:\\s*\"([^\"]*)\"").matcher(body);
        if (!found.find()) {
            throw new IOException("No " + key + " in an answer with status " + status);
        }
        return found.group(1);
    }
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
