package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Requests for one room at the same moment: what is answered, what is stored and in which order must agree. */
class RacesTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static VestibuleServer server;
    private static TestClient alice;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("4.14.1 of 200 joins of one user at once, all succeed and one makes an event")
    void joins() throws Exception {
        Member bob = newMember();
        String room = newRoom();
        List<Response> answers = atOnce(Collections.nCopies(200, () -> bob.client.post("/join/" + room, "{}")));
        assertThat(answers).extracting(Response::outcome).containsOnly("200");
        assertThat(memberships(room, bob)).containsExactly("join");
    }

    @RepeatedTest(10)
    @DisplayName("4.14.1 a kick against a leave: the second finds the first done")
    void kickAgainstLeave() throws Exception {
        Member bob = newMember();
        String room = newRoom();
        bob.client.post("/join/" + room, "{}").expectSuccess();
        List<Response> answers = atOnce(List.of(
                () -> alice.post("/rooms/" + room + "/kick", "{\"user_id\": \"" + bob.userId + "\"}"),
                () -> bob.client.post("/rooms/" + room + "/leave", "{}")));
        List<JsonNode> events = memberEvents(room, bob);
        assertThat(memberships(room, bob)).containsExactly("join", "leave");
        boolean kickCameFirst = events.getLast().path("sender").asText().equals("@alice:localhost");
        assertThat(answers.getFirst().outcome()).isEqualTo(kickCameFirst ? "200" : "403 M_FORBIDDEN");
        assertThat(answers.getLast().outcome()).isEqualTo("200");
    }

    @RepeatedTest(10)
    @DisplayName("4.14.1 a ban against a join: the banned are out, whichever came first")
    void banAgainstJoin() throws Exception {
        Member bob = newMember();
        String room = newRoom();
        List<Response> answers = atOnce(List.of(
                () -> alice.post("/rooms/" + room + "/ban", "{\"user_id\": \"" + bob.userId + "\"}"),
                () -> bob.client.post("/join/" + room, "{}")));
        assertThat(answers.getFirst().outcome()).isEqualTo("200");
        boolean joinCameFirst = answers.getLast().status() == 200;
        assertThat(memberships(room, bob))
                .containsExactlyElementsOf(joinCameFirst ? List.of("join", "ban") : List.of("ban"));
        if (!joinCameFirst) {
            assertThat(answers.getLast().outcome()).isEqualTo("403 M_FORBIDDEN");
        }
    }

    @RepeatedTest(10)
    @DisplayName("4.14.1 two like invites by one sender make one event")
    void twoInvites() throws Exception {
        Member bob = newMember();
        String room = newRoom();
        Supplier<Response> invite = () -> alice.post("/rooms/" + room + "/invite",
                "{\"user_id\": \"" + bob.userId + "\"}");
        assertThat(atOnce(List.of(invite, invite))).extracting(Response::outcome).containsOnly("200");
        assertThat(memberships(room, bob)).containsExactly("invite");
    }

    @RepeatedTest(5)
    @DisplayName("1.15.14 of rooms made at once under one alias, one is made and nothing is left of the others")
    void oneAlias() throws Exception {
        String alias = "name" + NAMES.incrementAndGet();
        List<String> before = alice.get("/joined_rooms").texts("joined_rooms");
        Supplier<Response> create = () -> alice.post("/createRoom", "{\"room_alias_name\": \"" + alias + "\"}");
        List<String> outcomes = new ArrayList<>(atOnce(Collections.nCopies(8, create)).stream()
                .map(Response::outcome).sorted().toList());
        assertThat(outcomes.removeFirst()).isEqualTo("200");
        assertThat(outcomes).containsOnly("400 M_ROOM_IN_USE");
        assertThat(alice.get("/joined_rooms").texts("joined_rooms")).hasSize(before.size() + 1);
    }

    @RepeatedTest(3)
    @DisplayName("1.15.19 equal rooms made by one user in one moment are rooms of their own")
    void equalRooms() throws Exception {
        List<Response> answers = atOnce(Collections.nCopies(16, () -> alice.post("/createRoom", "{}")));
        assertThat(answers.stream().map(answer -> answer.text("room_id")).distinct()).hasSize(16);
    }

    private record Member(String userId, TestClient client) {}

    private static Member newMember() {
        String name = "member" + NAMES.incrementAndGet();
        return new Member("@" + name + ":localhost", TestClient.anonymous(server).register(name));
    }

    private static String newRoom() {
        return alice.post("/createRoom", "{\"preset\": \"public_chat\"}").text("room_id");
    }

    private static List<String> memberships(String room, Member member) {
        return memberEvents(room, member).stream().map(event -> event.at("/content/membership").asText()).toList();
    }

    private static List<JsonNode> memberEvents(String room, Member member) {
        List<JsonNode> events = new ArrayList<>();
        alice.get("/rooms/" + room + "/messages?dir=f&limit=100").body().path("chunk").forEach(event -> {
            if (event.path("state_key").asText().equals(member.userId)) {
                events.add(event);
            }
        });
        return events;
    }

    /** Sends all requests in the same moment; the answers stand in the order of the requests. */
    private static List<Response> atOnce(List<? extends Supplier<Response>> requests) throws Exception {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Response>> tasks = new ArrayList<>();
            for (Supplier<Response> request : requests) {
                tasks.add(() -> {
                    start.await();
                    return request.get();
                });
            }
            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : executor.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
