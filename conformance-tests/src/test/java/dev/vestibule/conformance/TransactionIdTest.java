package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transaction IDs: of {@code send}, and of the {@code PUT} twins that Synapse gives the membership endpoints. */
@ConformanceTest
final class TransactionIdTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    TransactionIdTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("7.43 the same transaction ID gives the same event, also with other content")
    void replays() {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint send = room.endpoint("send", "m.room.message", homeserver.freshName("txn"));
        String first = alice.put(send, Map.of("msgtype", "m.text", "body", "one")).ok().string("event_id");
        assertThat(alice.put(send, Map.of("msgtype", "m.text", "body", "two")).ok().string("event_id"))
                .isEqualTo(first);
        assertThat(alice.get(room.endpoint("event", first)).ok().json().path("content").path("body").asText())
                .isEqualTo("one");
    }

    @Test
    @DisplayName("7.43 the scope is device and path: another device, room or type makes another event")
    void scope() {
        Room room = RoomPlan.publicRoom().by(alice);
        Room other = RoomPlan.publicRoom().by(alice);
        String txn = homeserver.freshName("txn");
        Endpoint send = room.endpoint("send", "m.room.message", txn);
        String first = alice.put(send, Map.of("msgtype", "m.text", "body", "one")).ok().string("event_id");
        assertThat(
                alice.onAnotherDevice().put(send, Map.of("msgtype", "m.text", "body", "one")).ok().string("event_id"))
                .isNotEqualTo(first);
        assertThat(alice.put(other.endpoint("send", "m.room.message", txn), Map.of("msgtype", "m.text", "body", "one"))
                .ok()
                .string("event_id")).isNotEqualTo(first);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.43 the event type is part of the path, and so of the scope")
    void scopeOfTheType() {
        Room room = RoomPlan.publicRoom().by(alice);
        String txn = homeserver.freshName("txn");
        String first = alice.put(room.endpoint("send", "m.room.message", txn), Map.of("msgtype", "m.text", "body", "x"))
                .ok()
                .string("event_id");
        assertThat(alice.put(room.endpoint("send", "m.reaction", txn), Map.of()).ok().string("event_id"))
                .isNotEqualTo(first);
    }

    @Test
    @DisplayName("5.3.4 unsigned.transaction_id goes to the sending device alone")
    void echo() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Actor phone = alice.onAnotherDevice();
        String txn = homeserver.freshName("txn");
        String eventId = alice
                .put(room.endpoint("send", "m.room.message", txn), Map.of("msgtype", "m.text", "body", "x")).ok()
                .string("event_id");
        Endpoint event = room.endpoint("event", eventId);
        assertThat(alice.get(event).ok().json().path("unsigned").path("transaction_id").asText()).isEqualTo(txn);
        assertThat(phone.get(event).ok().json().path("unsigned").has("transaction_id")).isFalse();
        assertThat(bob.get(event).ok().json().path("unsigned").has("transaction_id")).isFalse();
        assertThat(echoes(alice, room, eventId)).containsExactly(txn);
        assertThat(echoes(phone, room, eventId)).containsExactly("none");
        assertThat(echoes(bob, room, eventId)).containsExactly("none");
    }

    /** The transaction ID with which sync shows an event. */
    private static Stream<String> echoes(Actor reader, Room room, String eventId) {
        return reader.sync().timeline("join", room).stream()
                .filter(event -> event.path("event_id").asText().equals(eventId))
                .map(event -> event.path("unsigned").path("transaction_id").asText("none"));
    }

    @Test
    @DisplayName("7.43 a refused request is not remembered: it is decided anew")
    void refusalsAreDecidedAnew() {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint send = room.endpoint("send", "m.room.message", homeserver.freshName("txn"));
        bob.put(send, Map.of("msgtype", "m.text", "body", "x")).forbidden();
        bob.join(room).ok();
        bob.put(send, Map.of("msgtype", "m.text", "body", "x")).ok();
    }

    @ParameterizedTest(name = "1.0.8 PUT /rooms/(room)/{0}/(transaction ID) does what POST does")
    @ValueSource(strings = {"join", "leave", "invite", "kick", "ban", "unban", "forget"})
    void membershipTwins(String action) {
        Membership before = switch (action) {
            case "join", "invite", "forget" -> Membership.LEAVE;
            case "unban" -> Membership.BAN;
            default -> Membership.JOIN;
        };
        Membership after = switch (action) {
            case "join" -> Membership.JOIN;
            case "invite" -> Membership.INVITE;
            case "ban" -> Membership.BAN;
            default -> Membership.LEAVE;
        };
        Room room = RoomPlan.publicRoom().with(alice, bob, before);
        Actor sender = List.of("join", "leave", "forget").contains(action) ? bob : alice;
        Endpoint endpoint = room.endpoint(action, homeserver.freshName("txn"));
        Answer first = sender.put(endpoint, Map.of("user_id", bob.userId())).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(after);
        assertThat(sender.put(endpoint, Map.of("user_id", bob.userId())).ok().json()).isEqualTo(first.json());
    }

    @Test
    @DisplayName("1.0.8, 7.43 a repeated kick is replayed, although a second kick would be refused")
    void kickIsReplayed() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Endpoint kick = room.endpoint("kick", homeserver.freshName("txn"));
        alice.put(kick, Map.of("user_id", bob.userId())).ok();
        alice.put(kick, Map.of("user_id", bob.userId())).ok();
        alice.kick(room, bob).forbidden();
    }

    @Test
    @DisplayName("1.0.8 PUT /join/(room)/(transaction ID) joins, PUT /createRoom/(transaction ID) makes one room")
    void joinAndCreateTwins() {
        String txn = homeserver.freshName("txn");
        Map<String, Object> body = Map.of("preset", "public_chat");
        String roomId = alice.put(Endpoint.v3("createRoom", txn), body).ok().string("room_id");
        assertThat(alice.put(Endpoint.v3("createRoom", txn), body).ok().string("room_id")).isEqualTo(roomId);
        assertThat(bob.put(Endpoint.v3("join", roomId, txn), Map.of()).ok().string("room_id")).isEqualTo(roomId);
        assertThat(alice.membership(new Room(roomId), bob)).isEqualTo(Membership.JOIN);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.43 the same transaction ID on another endpoint is another transaction")
    void scopeOfTheEndpoint() {
        Room room = RoomPlan.publicRoom().by(alice);
        String txn = homeserver.freshName("txn");
        bob.put(room.endpoint("join", txn), Map.of()).ok();
        bob.put(room.endpoint("leave", txn), Map.of()).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.LEAVE);
    }
}
