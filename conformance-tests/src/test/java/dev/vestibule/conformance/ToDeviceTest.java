package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code PUT /sendToDevice/{eventType}/{txnId}} and the messages in sync. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class ToDeviceTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    ToDeviceTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("7.35 a message waits until its device comes back with the token of the answer it was in")
    void waits() {
        Sync before = bob.sync();
        send(bob.deviceId(), "hello").ok();
        Sync first = bob.syncSince(before);
        assertThat(messages(first)).singleElement().satisfies(message -> {
            assertThat(message.path("type").asText()).isEqualTo("org.example.t");
            assertThat(message.path("sender").asText()).isEqualTo(alice.userId());
            assertThat(message.path("content").path("body").asText()).isEqualTo("hello");
        });
        assertThat(messages(bob.syncSince(before))).hasSize(1);
        assertThat(messages(bob.syncSince(first))).isEmpty();
        assertThat(messages(bob.sync())).isEmpty();
    }

    @Test
    @DisplayName("7.35 a message wakes a waiting sync")
    void wakes() {
        Sync before = bob.syncSince(bob.sync());
        send(bob.deviceId(), "wake up").ok();
        Sync.until(bob, before, "the message", sync -> messages(sync).size() == 1);
    }

    @Test
    @DisplayName("7.35 only the device that is meant gets a message, and * means all of them")
    void devices() {
        Actor other = bob.onAnotherDevice();
        send(other.deviceId(), "for the other").ok();
        assertThat(messages(bob.sync())).isEmpty();
        Sync got = other.sync();
        assertThat(messages(got)).hasSize(1);
        send("*", "for all").ok();
        assertThat(messages(bob.sync())).hasSize(1);
        assertThat(messages(other.syncSince(got))).hasSize(1);
        send("NONE", "for nobody").ok();
        assertThat(messages(bob.sync())).hasSize(1);
    }

    @Test
    @DisplayName("7.35, 7.43 the same transaction ID sends once")
    void once() {
        Endpoint endpoint = Endpoint.v3("sendToDevice", "org.example.t", homeserver.freshName("txn"));
        alice.put(endpoint, body(bob.deviceId(), "one")).ok();
        alice.put(endpoint, body(bob.deviceId(), "one")).ok();
        assertThat(messages(bob.sync())).hasSize(1);
    }

    @Test
    @DisplayName("7.35 more messages than fit into an answer come in the next, in order, none lost or twice")
    void many() {
        List<String> sent = IntStream.range(0, 130).mapToObj(Integer::toString).toList();
        sent.forEach(text -> send(bob.deviceId(), text).ok());
        Sync first = bob.sync();
        Sync second = bob.syncSince(first);
        Sync third = bob.syncSince(second);
        List<String> got = Stream.of(first, second, third).flatMap(sync -> messages(sync).stream())
                .map(message -> message.path("content").path("body").asText()).toList();
        assertThat(got).isEqualTo(sent);
        assertThat(messages(bob.syncSince(third))).isEmpty();
    }

    @Test
    @DisplayName("7.35 what is no message for a device of a user is refused")
    void refused() {
        alice.put(Endpoint.v3("sendToDevice", "org.example.t", "x"), Map.of()).clientError();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.35 messages that are no object are 400 M_BAD_JSON")
    void noObject() {
        alice.put(Endpoint.v3("sendToDevice", "org.example.t", "y"), Map.of("messages", "all"))
                .refused(400, "M_BAD_JSON");
    }

    private Answer send(String device, String text) {
        return alice.put(Endpoint.v3("sendToDevice", "org.example.t", homeserver.freshName("txn")),
                body(device, text));
    }

    private Map<String, Object> body(String device, String text) {
        return Map.of("messages", Map.of(bob.userId(), Map.of(device, Map.of("body", text))));
    }

    private static List<JsonNode> messages(Sync sync) {
        return Json.elements(sync.json().path("to_device").path("events"));
    }
}
