package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a client sees of a room that an administrator deletes. */
class DeleteRoomTest {
    private static final String ROOMS = "/_synapse/admin/v1/rooms/";
    private static VestibuleServer server;
    private static TestClient admin;
    private static TestClient alice;
    private static TestClient bob;
    private String room;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withSharedSecret(TestClient.SHARED_SECRET));
        TestClient anybody = TestClient.anonymous(server);
        admin = anybody.registerAdmin("admin");
        alice = anybody.register("alice");
        bob = anybody.register("bob");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void makeRoom() {
        room = alice.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
        bob.post("/join/" + room, "{}").expectSuccess();
    }

    @Test
    @DisplayName("a waiting sync hears that its user is out, one that asks later too, and nobody hears it twice")
    void syncs() throws Exception {
        String since = bob.get("/sync").text("next_batch");
        CompletableFuture<Response> waiting = CompletableFuture
                .supplyAsync(() -> bob.get("/sync?timeout=30000&since=" + since));
        delete("{}").expectSuccess();
        assertThat(left(waiting.get())).containsExactly(room);
        Response later = bob.get("/sync?since=" + since);
        assertThat(left(later)).containsExactly(room);
        assertThat(left(bob.get("/sync?since=" + later.text("next_batch")))).isEmpty();
        JsonNode initial = bob.get("/sync?filter=%7B%22room%22%3A%7B%22include_leave%22%3Atrue%7D%7D").body();
        assertThat(initial.path("rooms").toString()).doesNotContain(room);
        assertThat(later.body().at("/rooms/leave").path(room).at("/timeline/events")).isEmpty();
    }

    @Test
    @DisplayName("nothing of a purged room can be asked for, and its events are gone")
    void gone() {
        String event = alice.put("/rooms/" + room + "/send/m.room.message/t", "{\"body\": \"x\"}").text("event_id");
        alice.get("/rooms/" + room + "/event/" + event).expectSuccess();
        delete("{}").expectSuccess();
        for (String path : List.of("/state", "/members", "/messages?dir=b", "/event/" + event, "/joined_members")) {
            assertThat(alice.get("/rooms/" + room + path).status()).as(path).isBetween(403, 404);
        }
        assertThat(alice.get("/joined_rooms").texts("joined_rooms")).doesNotContain(room);
        assertThat(alice.post("/join/" + room, "{}").outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(admin.get(ROOMS + room).outcome()).isEqualTo("404 M_NOT_FOUND");
        assertThat(delete("{}").body().toString()).isEqualTo("{\"kicked_users\":[],\"failed_to_kick_users\":[],"
                + "\"local_aliases\":[],\"new_room_id\":null}");
    }

    @Test
    @DisplayName("more members than leave at once, and those who are invited")
    void manyMembers() {
        for (int i = 0; i < 120; i++) {
            String user = "@many" + i + ":localhost";
            alice.post("/rooms/" + room + "/invite", "{\"user_id\": \"" + user + "\"}").expectSuccess();
        }
        assertThat(delete("{}").texts("kicked_users")).hasSize(122);
    }

    @Test
    @DisplayName("one deletion of a room at a time; what was asked twice is refused or finds nothing to do")
    void twice() {
        String first = background("{}").text("delete_id");
        Response second = background("{}");
        assertThat(second.outcome()).isIn("200", "400 M_UNKNOWN");
        assertThat(status(first).text("status")).isEqualTo("complete");
    }

    @Test
    @DisplayName("a room that lives on without its members can be deleted again, and entered again")
    void notPurged() {
        assertThat(delete("{\"purge\": false}").texts("kicked_users")).contains("@alice:localhost", "@bob:localhost");
        assertThat(admin.get(ROOMS + room).body().path("joined_members").asInt(-1)).isZero();
        bob.post("/join/" + room, "{}").expectSuccess();
        assertThat(delete("{}").texts("kicked_users")).containsExactly("@bob:localhost");
    }

    private Response delete(String body) {
        return admin.delete(ROOMS + room, body);
    }

    private Response background(String body) {
        return admin.delete("/_synapse/admin/v2/rooms/" + room, body);
    }

    /** Asks until the deletion is over. */
    private static Response status(String deleteId) {
        while (true) {
            Response status = admin.get("/_synapse/admin/v2/rooms/delete_status/" + deleteId).expectSuccess();
            if (!List.of("scheduled", "active").contains(status.text("status"))) {
                return status;
            }
            Thread.onSpinWait();
        }
    }

    private static List<String> left(Response sync) {
        return sync.body().at("/rooms/leave").propertyStream().map(entry -> entry.getKey()).toList();
    }
}
