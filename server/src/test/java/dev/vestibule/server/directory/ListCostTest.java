package dev.vestibule.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import dev.vestibule.server.admin.ListRooms;
import dev.vestibule.storage.RoomListing;
import dev.vestibule.storage.RoomOrder;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StorageLocation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lists of rooms cost, counted in statements: as many for a long page as for a short one. */
class ListCostTest {
    private static final int ROOMS = 60;

    private final List<String> statements = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("1.20.7 a page of rooms costs a fixed number of statements, however long it is")
    void aPageCostsAFixedNumberOfStatements() {
        ServerConfig config = ServerConfig.inMemory().withStorage(new StorageLocation.H2Directory(directory));
        try (VestibuleServer server = VestibuleServer.start(config)) {
            TestClient alice = TestClient.anonymous(server).register("alice");
            for (int i = 0; i < ROOMS; i++) {
                alice.post("/createRoom", "{\"preset\": \"public_chat\", \"visibility\": \"public\", \"name\": \"n\"}")
                        .expectSuccess();
            }
        }
        try (Storage storage = Storage.open(config.storage(), config.serverName(), Clock.systemUTC(),
                Optional.of(statements::add))) {
            ListPublicRooms publicRooms = new ListPublicRooms(storage, config.serverName());
            ListRooms allRooms = new ListRooms(storage);
            for (int limit : new int[]{1, ROOMS}) {
                assertThat(counted(() -> publicRooms.list(new ListPublicRooms.Request(Optional.empty(),
                        Optional.empty(), Optional.of((long) limit), Optional.empty(), Optional.of("N"), Set.of()))
                        .path("chunk"), limit)).isEqualTo(2);
                assertThat(counted(() -> allRooms.list(new RoomListing(Optional.of("N"), Optional.of(true),
                        Optional.of(false), RoomOrder.STATE_EVENTS, true, 0, limit)).path("rooms"), limit))
                        .isEqualTo(2);
            }
        }
    }

    private int counted(Supplier<JsonNode> list, int rooms) {
        statements.clear();
        assertThat(list.get()).hasSize(rooms);
        return statements.size();
    }
}
