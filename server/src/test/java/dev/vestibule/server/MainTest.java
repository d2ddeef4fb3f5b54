package dev.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line, in processes of its own. */
class MainTest {
    private static final Pattern CURL = Pattern.compile("curl -d '(?<body>[^']+)' (?<url>http://\\S+)");

    private static final Pattern MADE = Pattern
            .compile("Made the administrator (?<user>\\S+) with the password (?<password>\\S+) ");

    @TempDir
    private Path directory;

    @Test
    @DisplayName("starts on a free port, says where, tells how to make a user, keeps what it stored, and stops with 0")
    void wholeLife() throws Exception {
        String first;
        try (ServerProcess server = start(Map.of(), "--port", "0", "--data", directory.toString(), "--server-name",
                "a.example")) {
            String[] lines = server.awaitLines(2);
            assertThat(lines[0]).startsWith("Vestibule ").contains(" listens on http://127.0.0.1:")
                    .endsWith("(server name a.example, data in " + directory + ")");
            Matcher curl = CURL.matcher(lines[1]);
            assertThat(curl.find()).as(lines[1]).isTrue();
            first = post(curl.group("url"), curl.group("body"));
            assertThat(first).contains("@alice:a.example");
            assertThat(server.stop()).isZero();
            assertThat(server.errors()).isEmpty();
        }
        try (ServerProcess server = start(Map.of("VESTIBULE_PORT", "0", "VESTIBULE_DATA", directory.toString(),
                "VESTIBULE_SERVER_NAME", "a.example", "VESTIBULE_LOG_LEVEL", "debug", "VESTIBULE_RATE_LIMITS",
                "synapse"))) {
            String url = server.url();
            assertThat(server.output().lines().findFirst().orElseThrow()).endsWith(", with rate limits)");
            assertThat(post(url + "/_matrix/client/v3/login", """
                    {"type": "m.login.password", "user": "alice", "password": "wonderland"}"""))
                    .contains("access_token");
            assertThat(server.stop()).isZero();
            assertThat(server.errors()).contains("POST /_matrix/client/v3/login 200")
                    .doesNotContain("wonderland", "vst_");
        }
    }

    @Test
    @DisplayName("--admin makes an administrator once, tells the password once, and keeps it nowhere")
    void admin() throws Exception {
        String[] arguments = {"--port", "0", "--data", directory.resolve("data").toString(), "--admin", "Root",
                "--log-level", "debug"};
        Matcher made;
        try (ServerProcess server = start(Map.of(), arguments)) {
            made = MADE.matcher(server.awaitLines(2)[1]);
            assertThat(made.find()).isTrue();
            assertThat(made.group("user")).isEqualTo("@root:localhost");
            assertThat(post(server.url() + "/_matrix/client/v3/login", """
                    {"type": "m.login.password", "user": "root", "password": "%s"}"""
                    .formatted(made.group("password")))).contains("access_token");
            assertThat(post(server.url() + "/_matrix/client/v3/register", """
                    {"username": "bob", "password": "b", "auth": {"type": "m.login.dummy"}}""")).contains("@bob");
            assertThat(server.stop()).isZero();
            assertThat(server.errors()).contains("/login 200").doesNotContain(made.group("password"));
        }
        try (ServerProcess server = start(Map.of("VESTIBULE_ADMIN", "root"), Arrays.copyOf(arguments, 4))) {
            assertThat(server.awaitLines(2)[1]).contains("@root:localhost is there already")
                    .doesNotContain(made.group("password"));
        }
        arguments[5] = "bob";
        try (ServerProcess server = start(Map.of(), arguments)) {
            assertThat(server.awaitLines(2)[1]).startsWith("No administrator was made: @bob:localhost");
        }
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(made.group("password"));
            }
        }
    }

    @Test
    @DisplayName("a waiting sync is answered when the server stops")
    void waitingSync() throws Exception {
        try (ServerProcess server = start(Map.of(), "--port", "0", "--in-memory");
                HttpClient http = HttpClient.newHttpClient()) {
            String url = server.url();
            Matcher token = Pattern.compile("vst_[^\"]+").matcher(post(url + "/_matrix/client/v3/register", """
                    {"username": "a", "password": "b", "auth": {"type": "m.login.dummy"}}"""));
            assertThat(token.find()).isTrue();
            HttpRequest.Builder sync = HttpRequest.newBuilder().header("Authorization", "Bearer " + token.group());
            String path = url + "/_matrix/client/v3/sync";
            Matcher since = Pattern.compile("\"next_batch\":\"([^\"]+)\"")
                    .matcher(http.send(sync.uri(URI.create(path)).build(), BodyHandlers.ofString()).body());
            assertThat(since.find()).isTrue();
            var waiting = http.sendAsync(sync.uri(URI.create(path + "?timeout=60000&since=" + since.group(1))).build(),
                    BodyHandlers.ofString());
            // Answered in order over the same server: once this is back, the sync has been taken up.
            assertThat(post(url + "/_matrix/client/v3/login", "{}")).contains("M_MISSING_PARAM");
            assertThat(server.stop()).isZero();
            assertThat(waiting.handle((response, failure) -> failure == null ? response.statusCode() : -1).get(20,
                    TimeUnit.SECONDS)).isIn(200, -1);
        }
    }

    @Test
    @DisplayName("who could be reached by others while the identity server believes everybody is warned, and no one else")
    void openIdentityServer() throws Exception {
        String[] arguments = {"--port", "0", "--in-memory", "--identity-server", "on", "--bind", "0.0.0.0"};
        try (ServerProcess server = start(Map.of(), arguments)) {
            server.awaitLines(2);
            assertThat(server.stop()).isZero();
            assertThat(server.errors()).startsWith("vestibule: warning: ").contains("0.0.0.0", "/_vestibule/identity");
        }
        try (ServerProcess server = start(Map.of(), Arrays.copyOf(arguments, 5))) {
            server.awaitLines(2);
            assertThat(server.stop()).isZero();
            assertThat(server.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @DisplayName("wrong usage is one sentence on standard error and exit code 2")
    @CsvSource(delimiter = '|', textBlock = """
            --nonsense                | Unknown option
            --port x                  | --port
            --port 70000              | --port must be from 0 to 65535
            --server-name a_b!        | --server-name is wrong
            --registration maybe      | --registration
            --admin a:b               | --admin is wrong
            --admin 123               | --admin is wrong
            --admin _a                | --admin is wrong
            --rate-limits nonsense    | --rate-limits takes auto, off, synapse or a file: there is no file nonsense.
            """)
    void wrongUsage(String arguments, String sentence) throws Exception {
        try (ServerProcess server = start(Map.of(), arguments.split(" ", -1))) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.errors().lines()).singleElement().asString().contains(sentence).startsWith("vestibule: ");
            assertThat(server.output()).isEmpty();
        }
    }

    @Test
    @DisplayName("a port or a data directory in use is one sentence on standard error and exit code 1")
    void inUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = start(Map.of(), "--in-memory", "--port",
                        Integer.toString(taken.getLocalPort()))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.errors().lines()).singleElement().asString().contains("another process does already");
        }
        try (ServerProcess holder = start(Map.of(), "--port", "0", "--data", directory.toString())) {
            holder.awaitLines(2);
            try (ServerProcess second = start(Map.of(), "--port", "0", "--data", directory.toString())) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors().lines()).singleElement().asString().contains(directory.toString());
            }
        }
    }

    @Test
    @DisplayName("--help names every option and its environment variable; --version names the product")
    void help() throws Exception {
        try (ServerProcess server = start(Map.of(), "--help")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.output()).contains("--port", "--bind", "--server-name", "--data", "--in-memory",
                    "--registration", "--registration-shared-secret", "--rate-limits", "--admin", "VESTIBULE_ADMIN",
                    "--log-level", "--version",
                    "VESTIBULE_PORT",
                    "VESTIBULE_BIND", "VESTIBULE_SERVER_NAME", "VESTIBULE_DATA", "VESTIBULE_IN_MEMORY",
                    "VESTIBULE_REGISTRATION", "VESTIBULE_REGISTRATION_SHARED_SECRET", "VESTIBULE_RATE_LIMITS",
                    "VESTIBULE_LOG_LEVEL");
        }
        try (ServerProcess server = start(Map.of(), "--version")) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.output()).startsWith("Vestibule ");
        }
    }

    private ServerProcess start(Map<String, String> environment, String... arguments) throws IOException {
        return ServerProcess.start(directory, environment, arguments);
    }

    private static String post(String url, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString());
            return response.body();
        }
    }
}
