package dev.vestibule.server.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.identity.LookupHash;
import dev.vestibule.server.IdentityConfig;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inviting an address through an identity server that is down, broken or ill-disposed. */
class IdentityServerTroubleTest {
    private static final String HASH_DETAILS = "/_matrix/identity/v2/hash_details";
    private static final String LOOKUP = "/_matrix/identity/v2/lookup";
    private static final String STORE_INVITE = "/_matrix/identity/v2/store-invite";

    private static final String KEY = "A".repeat(43);

    private record Said(int status, String body) {}

    private final Map<String, Said> says = new ConcurrentHashMap<>(Map.of(
            HASH_DETAILS, new Said(200, "{\"lookup_pepper\": \"salt\", \"algorithms\": [\"sha256\"]}"),
            LOOKUP, new Said(200, "{\"mappings\": {}}"),
            STORE_INVITE, new Said(200, """
                    {"token": "abc", "display_name": "b...", "public_keys": [
                      {"public_key": "%s", "key_validity_url": "http://localhost/valid"}]}""".formatted(KEY))));
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private HttpServer fake;
    private String idServer;
    private VestibuleServer server;
    private TestClient alice;
    private String room;

    @BeforeEach
    void start() throws IOException {
        fake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        fake.createContext("/", exchange -> {
            asked.computeIfAbsent(exchange.getRequestURI().getPath(), _ -> new AtomicInteger()).incrementAndGet();
            Said said = says.getOrDefault(exchange.getRequestURI().getPath(), new Said(404, "{}"));
            byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "http://localhost:" + fake.getAddress().getPort() + "/other");
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        fake.start();
        idServer = "localhost:" + fake.getAddress().getPort();
        server = VestibuleServer.start(ServerConfig.inMemory().withIdentity(
                new IdentityConfig(false, Set.of(ServerName.parse(idServer)),
                        Optional.empty())));
        alice = TestClient.anonymous(server).register("alice");
        room = alice.post("/createRoom", "{\"preset\": \"private_chat\"}").text("room_id");
    }

    @AfterEach
    void stop() {
        server.close();
        fake.stop(0);
    }

    @Test
    @DisplayName("6.2.3 what the identity server keeps stands in the room as it said it")
    void kept() {
        assertThat(invite(idServer).status()).isEqualTo(200);
        assertThat(alice.get("/rooms/" + room + "/state/m.room.third_party_invite/abc").body().at("/public_key")
                .asText()).isEqualTo(KEY);
    }

    @ParameterizedTest(name = "6.1.11 {0} answers {1} {2}: {3} {4}, and nothing is written")
    @CsvSource(delimiter = '|', textBlock = """
            hash_details | 200 | nonsense                                                | 400 | M_UNKNOWN
            hash_details | 200 | []                                                      | 400 | M_UNKNOWN
            hash_details | 200 | {"lookup_pepper": 3, "algorithms": ["sha256"]}          | 400 | M_UNKNOWN
            hash_details | 200 | {"lookup_pepper": "x", "algorithms": ["none"]}          | 400 | M_UNKNOWN
            hash_details | 500 | {"errcode": "M_UNKNOWN"}                                | 400 | M_UNKNOWN
            hash_details | 302 | {}                                                      | 400 | M_UNKNOWN
            hash_details | 401 | {"errcode": "M_UNAUTHORIZED"}                           | 403 | M_FORBIDDEN
            hash_details | 403 | {"errcode": "M_TERMS_NOT_SIGNED", "error": "Sign."}     | 403 | M_TERMS_NOT_SIGNED
            lookup       | 200 | {}                                                      | 400 | M_UNKNOWN
            lookup       | 400 | {"errcode": "M_INVALID_PEPPER"}                         | 400 | M_UNKNOWN
            store-invite | 200 | {"token": "abc"}                                        | 400 | M_UNKNOWN
            store-invite | 200 | {"token": "a b", "display_name": "b", "public_keys": []} | 400 | M_UNKNOWN
            store-invite | 400 | {"errcode": "M_UNRECOGNIZED"}                           | 400 | M_THREEPID_MEDIUM_NOT_SUPPORTED
            store-invite | 403 | {"errcode": "M_TERMS_NOT_SIGNED"}                       | 403 | M_TERMS_NOT_SIGNED
            store-invite | 400 | {"errcode": "M_THREEPID_IN_USE"}                        | 400 | M_THREEPID_IN_USE
            store-invite | 400 | {"errcode": "M_THREEPID_IN_USE", "mxid": 1}             | 400 | M_THREEPID_IN_USE
            store-invite | 400 | {"errcode": "M_THREEPID_IN_USE", "mxid": "b"}           | 400 | M_UNKNOWN
            store-invite | 200 | {"token": "a", "display_name": "b", "public_keys": 1}   | 400 | M_UNKNOWN
            store-invite | 200 | {"token": "a", "display_name": "b", "public_keys": [1]} | 400 | M_UNKNOWN
            lookup       | 200 | {"mappings": 1e99999}                                   | 400 | M_UNKNOWN
            store-invite | 404 | {"errcode": "M_UNRECOGNIZED"}                           | 400 | M_UNKNOWN
            lookup       | 404 | {"errcode": "M_NOT_FOUND"}                              | 400 | M_UNKNOWN
            lookup       | 429 | {"errcode": "M_LIMIT_EXCEEDED"}                         | 429 | M_LIMIT_EXCEEDED
            """)
    void broken(String path, int status, String body, int expected, String errcode) {
        says.put("/_matrix/identity/v2/" + path, new Said(status, body));
        Response answer = invite(idServer);
        assertThat(answer.status() + " " + answer.text("errcode")).isEqualTo(expected + " " + errcode);
        assertThat(answer.text("error")).contains(idServer);
        assertNothingWritten();
        assertThat(asked).doesNotContainKey("/other");
    }

    @ParameterizedTest(name = "6.1.11 of {0} {1} it is said what to do: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            302 | {}                                                   | redirects
            301 | <html>                                               | redirects
            401 | {"errcode": "M_UNAUTHORIZED"}                        | register there anew
            403 | {"errcode": "M_TERMS_NOT_SIGNED", "error": "Sign."}  | It says: Sign.
            404 | <html>                                               | check that it is an identity server
            500 | {"errcode": "M_UNKNOWN", "error": "Broken."}         | refuses with status 500 M_UNKNOWN. It says: Broken.
            200 | <html>                                               | it is no proper JSON
            429 | {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 3} | Try again in 1 s
            """)
    void sentences(int status, String body, String sentence) {
        says.put(HASH_DETAILS, new Said(status, body));
        assertThat(invite(idServer).text("error")).contains(idServer, sentence);
    }

    @Test
    @DisplayName("2.2.14 when the identity server is to be asked again is passed on")
    void limited() {
        says.put(HASH_DETAILS, new Said(429, "{\"errcode\": \"M_LIMIT_EXCEEDED\", \"retry_after_ms\": 2500}"));
        Response answer = invite(idServer);
        assertThat(answer.body().path("retry_after_ms").asInt()).isEqualTo(2500);
        assertThat(answer.header("Retry-After")).contains("3");
    }

    @ParameterizedTest(name = "6.2.3 a display_name {0} is nothing to write into a room")
    @CsvSource({"too long", "half a character"})
    void displayName(String what) {
        String name = what.equals("too long") ? "x".repeat(60_000) : "\\ud800";
        says.computeIfPresent(STORE_INVITE, (_, said) -> new Said(200, said.body().replace("b...", name)));
        assertThat(invite(idServer).outcome()).isEqualTo("400 M_UNKNOWN");
        assertNothingWritten();
    }

    @ParameterizedTest(name = "6.2.3 where {0} stands {1} nothing is written")
    @CsvSource(delimiter = '|', textBlock = """
            "b..."                   | ""
            "b..."                   | 5
            "b..."                   | null
            http://localhost/valid   | ftp://localhost/valid
            http://localhost/valid   | no URL
            http://localhost/valid   | mailto:a@b
            AAAAAAAAAA               | AAAA
            AAAAAAAAAA               | !!!!!!!!!!
            """)
    void nonsense(String said, String instead) {
        says.computeIfPresent(STORE_INVITE, (_, good) -> new Said(200, good.body().replace(said, instead)));
        assertThat(invite(idServer).outcome()).isEqualTo("400 M_UNKNOWN");
        assertNothingWritten();
    }

    @ParameterizedTest(name = "6.1.3 an id_server {0} is refused, and invites nobody")
    @ValueSource(strings = {"127.999.0.1:8090", "127.0.0.256:8090", "localhost:99999"})
    void noSuchPlace(String name) {
        assertThat(invite(name).outcome()).isEqualTo("400 M_SERVER_NOT_TRUSTED");
        assertThat(createRoomWith(body(name, "bob@example.com")).outcome()).isEqualTo("400 M_SERVER_NOT_TRUSTED");
        assertNothingWritten();
    }

    @Test
    @DisplayName("6.2.3 what else the identity server says of its keys does not reach the room")
    void moreOfKeys() {
        says.computeIfPresent(STORE_INVITE, (_, said) -> new Said(200, said.body().replace("\"" + KEY + "\",",
                "\"" + KEY + "\", \"address\": \"bob@example.com\", \"expires\": 1.5,")));
        invite(idServer).expectSuccess();
        assertThat(alice.get("/rooms/" + room + "/state/m.room.third_party_invite/abc").body().toString())
                .contains(KEY).doesNotContain("expires", "bob@");
    }

    @Test
    @DisplayName("6.2.3 a token that the room has an invite of does not take that one's place")
    void sameToken() {
        invite(idServer).expectSuccess();
        String key = "/rooms/" + room + "/state/m.room.third_party_invite/abc";
        says.computeIfPresent(STORE_INVITE, (_, said) -> new Said(200, said.body().replace(KEY, "B".repeat(43))));
        Response answer = invite(idServer);
        assertThat(answer.outcome()).isEqualTo("400 M_UNKNOWN");
        assertThat(answer.text("error")).contains(idServer, "the token of another one");
        assertThat(alice.get(key).text("public_key")).isEqualTo(KEY);
        alice.put(key, "{}").expectSuccess();
        assertThat(invite(idServer).outcome()).isEqualTo("400 M_UNKNOWN");
        assertThat(alice.get(key).body()).isEmpty();
    }

    @Test
    @DisplayName("6.2.3 createRoom with two invites of one token makes no room; the same address twice is one invite")
    void sameTokenInCreateRoom() {
        says.put(HASH_DETAILS, new Said(200, "{\"lookup_pepper\": \"p\", \"algorithms\": [\"sha256\"]}"));
        assertThat(createRoom("bob@example.com", "carol@example.com").outcome()).isEqualTo("400 M_UNKNOWN");
        assertThat(alice.get("/joined_rooms").texts("joined_rooms")).containsExactly(room);
        createRoom("bob@example.com", "BOB@example.com").expectSuccess();
        assertThat(asked.get(STORE_INVITE)).hasValue(3);
    }

    @Test
    @DisplayName("6.1.1 createRoom keeps no invite at an identity server if a lookup fails, or a user it finds is refused")
    void looksUpFirst() {
        Response unknownServer = createRoomWith(body(idServer, "bob@example.com"), body("id.example", "carol@x.y"));
        assertThat(unknownServer.outcome()).isEqualTo("400 M_SERVER_NOT_TRUSTED");
        assertThat(asked).isEmpty();
        String hash = LookupHash.sha256(ThirdPartyAddress.parse("email", "carol@x.y"), "salt");
        for (String owner : List.of("no user ID", "@carol:elsewhere.example", "@alice:localhost")) {
            says.put(LOOKUP, new Said(200, "{\"mappings\": {\"%s\": \"%s\"}}".formatted(hash, owner)));
            assertThat(createRoom("bob@example.com", "carol@x.y").status()).as(owner).isBetween(400, 403);
        }
        assertThat(asked).doesNotContainKey(STORE_INVITE);
    }

    @Test
    @DisplayName("6.1.8 another pepper is asked for once more, and no third time")
    void pepper() {
        says.put(LOOKUP, new Said(400, "{\"errcode\": \"M_INVALID_PEPPER\"}"));
        invite(idServer);
        assertThat(asked.get(HASH_DETAILS)).hasValue(2);
        assertThat(asked.get(LOOKUP)).hasValue(2);
    }

    @Test
    @DisplayName("6.2.2 an address that turns out to be somebody's invites them")
    void inUse() {
        TestClient.anonymous(server).register("bob");
        says.put(STORE_INVITE, new Said(400, "{\"errcode\": \"M_THREEPID_IN_USE\", \"mxid\": \"@bob:localhost\"}"));
        assertThat(invite(idServer).status()).isEqualTo(200);
        assertThat(alice.get("/rooms/" + room + "/state/m.room.member/@bob:localhost").text("membership"))
                .isEqualTo("invite");
    }

    @Test
    @DisplayName("6.1.11 more than 64 KiB are not read")
    void tooMuch() {
        says.put(HASH_DETAILS, new Said(200, "\"" + "x".repeat(100_000) + "\""));
        assertThat(invite(idServer).text("error")).contains(idServer, "its answer is too long");
        assertNothingWritten();
    }

    @Test
    @DisplayName("6.1.11 an identity server that is down is the client's news, never a failure of this server")
    void down() {
        fake.stop(0);
        Response answer = invite(idServer);
        assertThat(answer.status() + " " + answer.text("errcode")).isEqualTo("400 M_UNKNOWN");
        assertThat(answer.text("error")).contains(idServer, "nothing listens there").doesNotContain("Exception");
        assertNothingWritten();
    }

    private Response invite(String identityServer) {
        return alice.post("/rooms/" + room + "/invite", body(identityServer, "bob@example.com"));
    }

    private Response createRoom(String... addresses) {
        return createRoomWith(Stream.of(addresses).map(address -> body(idServer, address)).toArray(String[]::new));
    }

    private Response createRoomWith(String... invites) {
        return alice.post("/createRoom", "{\"invite_3pid\": [" + String.join(",", invites) + "]}");
    }

    private static String body(String identityServer, String address) {
        return """
                {"id_server": "%s", "id_access_token": "t", "medium": "email", "address": "%s"}"""
                .formatted(identityServer, address);
    }

    private void assertNothingWritten() {
        for (JsonNode event : alice.get("/rooms/" + room + "/state").body()) {
            assertThat(event.path("type").asText()).isNotEqualTo("m.room.third_party_invite");
        }
    }

}
