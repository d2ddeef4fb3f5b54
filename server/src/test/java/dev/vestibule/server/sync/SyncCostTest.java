package dev.vestibule.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import dev.vestibule.server.account.AccessTokens;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.live.Live;
import dev.vestibule.server.live.PresenceState;
import dev.vestibule.server.push.UnreadCounts;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StorageLocation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a sync costs: counted in statements and in rows that the database looks at, never in time. */
@Isolated
class SyncCostTest {
    private static final int MANY_ROOMS = 2000;
    private static final int MANY_USERS = 50;
    private static final int MOST_STATEMENTS = 20;
    private static final int MOST_ROWS = 60;
    private static final Pattern LOOKED_AT = Pattern.compile("scanCount: (\\d+)");

    private final List<String> statements = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("5.5 an incremental sync of a member of 2,000 rooms with one new event looks at a bounded number of rows")
    void costsWhatIsNew() throws Exception {
        ServerConfig inMemory = ServerConfig.inMemory();
        StorageLocation location = new StorageLocation.H2Directory(directory);
        TestClient alice;
        String since;
        String room;
        try (VestibuleServer server = VestibuleServer.start(inMemory.withStorage(location))) {
            alice = TestClient.anonymous(server).register("alice");
            room = createRooms(alice);
            since = alice.get("/sync?filter={\"room\":{\"rooms\":[]}}".replace("{", "%7B").replace("}", "%7D")
                    .replace("\"", "%22").replace("[", "%5B").replace("]", "%5D")).text("next_batch");
            alice.put("/rooms/" + room + "/send/m.room.message/1", "{\"body\": \"new\"}").expectSuccess();
        }
        try (Storage storage = Storage.open(location, inMemory.serverName(), Clock.systemUTC(),
                Optional.of(statements::add));
                Live live = new Live(Clock.systemUTC());
                Notifier notifier = new Notifier(storage, live)) {
            Requester requester = new AccessTokens(storage, new SecureRandom(), Clock.systemUTC())
                    .requester(alice.token()).orElseThrow();
            statements.clear();
            JsonNode answer = sync(storage, live, notifier, requester, since);
            assertThat(answer.at("/rooms/join").size()).isEqualTo(1);
            assertThat(answer.at("/rooms/join").path(room).at("/timeline/events/0/content/body").asText())
                    .isEqualTo("new");
            assertThat(statements).hasSizeBetween(3, MOST_STATEMENTS);
            assertThat(rowsLookedAt()).isBetween(1, MOST_ROWS);

            statements.clear();
            JsonNode nothing = sync(storage, live, notifier, requester, answer.path("next_batch").asText());
            assertThat(nothing.at("/rooms").isEmpty()).isTrue();
            assertThat(statements).hasSizeBetween(1, 6);
            assertThat(rowsLookedAt()).isLessThan(10);
        }
    }

    @Test
    @DisplayName("5.5 how many statements an incremental sync takes does not depend on how many others are there now")
    void costsNoStatementForEachWhoIsThere() throws Exception {
        ServerConfig inMemory = ServerConfig.inMemory();
        StorageLocation location = new StorageLocation.H2Directory(directory);
        TestClient alice;
        List<UserId> others = new ArrayList<>();
        try (VestibuleServer server = VestibuleServer.start(inMemory.withStorage(location))) {
            alice = TestClient.anonymous(server).register("alice");
            String room = alice.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
            for (int i = 0; i < MANY_USERS; i++) {
                TestClient other = TestClient.anonymous(server).register("other" + i);
                other.post("/join/" + room, "{}").expectSuccess();
                other.put("/profile/@other" + i + ":localhost/displayname", "{\"displayname\": \"Other " + i + "\"}")
                        .expectSuccess();
                others.add(UserId.parse("@other" + i + ":" + inMemory.serverName()));
            }
        }
        try (Storage storage = Storage.open(location, inMemory.serverName(), Clock.systemUTC(),
                Optional.of(statements::add));
                Live live = new Live(Clock.systemUTC());
                Notifier notifier = new Notifier(storage, live)) {
            Requester requester = new AccessTokens(storage, new SecureRandom(), Clock.systemUTC())
                    .requester(alice.token()).orElseThrow();
            String since = new StreamToken(storage.read(Snapshot::position)).toString();
            since = sync(storage, live, notifier, requester, since).path("next_batch").asText();
            others.forEach(other -> live.presences().set(other, PresenceState.ONLINE, Optional.of("here")));
            statements.clear();
            JsonNode events = sync(storage, live, notifier, requester, since).at("/presence/events");
            assertThat(events).hasSize(MANY_USERS).allSatisfy(
                    event -> assertThat(event.at("/content/displayname").asText()).startsWith("Other "));
            assertThat(statements).hasSizeBetween(1, MOST_STATEMENTS);
        }
    }

    private static JsonNode sync(Storage storage, Live live, Notifier notifier, Requester requester, String since) {
        return new Sync(storage, notifier, live, new UnreadCounts(), Clock.systemUTC()).sync(requester,
                new SyncRequest(SyncFilter.ALL, Optional.of(StreamToken.parse("since", since)), false,
                        StateForm.AT_START, Duration.ZERO, PresenceState.OFFLINE));
    }

    /** Returns one of them. */
    private static String createRooms(TestClient alice) throws Exception {
        List<Future<String>> rooms = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MANY_ROOMS; i++) {
                rooms.add(executor.submit(() -> alice.post("/createRoom", "{}").text("room_id")));
            }
        }
        return rooms.getFirst().get();
    }

    /** As many rows of tables and indexes as H2 says that it reads to execute the statements again. */
    private int rowsLookedAt() throws SQLException {
        int rows = 0;
        String url = "jdbc:h2:file:" + directory.toAbsolutePath().resolve("vestibule")
                + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String read : statements) {
                try (ResultSet plan = statement.executeQuery("explain analyze " + read)) {
                    plan.next();
                    for (Matcher counts = LOOKED_AT.matcher(plan.getString(1)); counts.find();) {
                        rows += Integer.parseInt(counts.group(1));
                    }
                }
            }
        }
        return rows;
    }
}
