package dev.vestibule.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import dev.vestibule.server.account.AccessTokens;
import dev.vestibule.server.account.Requester;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StorageLocation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to sum up what relates to the events of an answer, counted in statements. */
class RelationCostTest {
    private static final int MESSAGES = 20;

    private final List<String> statements = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("7.38 relations cost as many statements for a long page of history as for a short one")
    void aPageCostsAFixedNumberOfStatements() {
        ServerConfig config = ServerConfig.inMemory().withStorage(new StorageLocation.H2Directory(directory));
        TestClient alice;
        String room;
        try (VestibuleServer server = VestibuleServer.start(config)) {
            alice = TestClient.anonymous(server).register("alice");
            room = alice.post("/createRoom", "{}").text("room_id");
            for (int i = 0; i < MESSAGES; i++) {
                String root = send(alice, room, i + "root", "{\"body\": \"root\"}");
                send(alice, room, i + "edit", relation("m.replace", root));
                send(alice, room, i + "reply edit",
                        relation("m.replace", send(alice, room, i + "reply", relation("m.thread", root))));
            }
        }
        try (Storage storage = Storage.open(config.storage(), config.serverName(), Clock.systemUTC(),
                Optional.of(statements::add))) {
            Requester requester = new AccessTokens(storage, new SecureRandom(), Clock.systemUTC())
                    .requester(alice.token()).orElseThrow();
            ReadMessages readMessages = new ReadMessages(storage, Clock.systemUTC());
            page(readMessages, requester, new RoomId(room), 4 * MESSAGES);
            int one = page(readMessages, requester, new RoomId(room), 4);
            assertThat(page(readMessages, requester, new RoomId(room), 4 * MESSAGES)).isEqualTo(one);
            assertThat(statements).filteredOn(statement -> statement.contains("event_relations")).hasSize(1);
        }
    }

    private static String send(TestClient sender, String room, String transaction, String content) {
        return sender.put("/rooms/" + room + "/send/m.room.message/" + transaction.replace(' ', '_'), content)
                .text("event_id");
    }

    private static String relation(String type, String event) {
        return "{\"body\": \"x\", \"m.new_content\": {\"body\": \"y\"}, \"m.relates_to\": {\"rel_type\": \"" + type
                + "\", \"event_id\": \"" + event + "\"}}";
    }

    private int page(ReadMessages readMessages, Requester requester, RoomId room, int limit) {
        statements.clear();
        JsonNode page = readMessages.page(requester, room, new HistoryPage(Optional.empty(), Optional.empty(),
                Direction.BACKWARDS, limit, EventFilter.ALL));
        assertThat(page.path("chunk")).hasSize(limit)
                .anyMatch(event -> event.at("/unsigned/m.relations/m.thread/latest_event/unsigned").has("m.relations"))
                .anyMatch(event -> event.at("/unsigned/m.relations").has("m.replace"));
        return statements.size();
    }
}
