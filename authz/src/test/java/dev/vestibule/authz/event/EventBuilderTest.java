package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventBuilderTest {
    @ParameterizedTest
    @EnumSource
    @DisplayName("an event says what its template says, and where it stands")
    void members(RoomVersion version) {
        Events room = new Events(version);
        Event event = room.second(EventTemplate.state(room.create.roomId(), EventType.TOPIC, "", Events.ALICE,
                Json.object("{'topic':'x'}")));
        assertThat(event.roomVersion()).isEqualTo(version);
        assertThat(event.roomId()).isEqualTo(room.create.roomId());
        assertThat(event.type()).isEqualTo("m.room.topic");
        assertThat(event.stateAddress()).hasValue(new StateKey("m.room.topic", ""));
        assertThat(event.sender()).isEqualTo(Events.ALICE);
        assertThat(event.content()).isEqualTo(Json.object("{'topic':'x'}"));
        assertThat(event.originServerTs()).isEqualTo(1_700_000_000_000L);
        assertThat(event.depth()).isEqualTo(2);
        assertThat(event.prevEvents()).containsExactly(room.create.eventId());
        assertThat(event.authEvents()).hasSize(version.createIsAuthEvent() ? 1 : 0);
        assertThat(event.redacts()).isEmpty();
        assertThat(event.membership()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("3.5.11 an event bears its content hash and its server's signature")
    void hashedAndSigned(RoomVersion version) {
        Event event = new Events(version).message(Json.object("{'body':'hi'}"));
        assertThat(event.pdu().at("/hashes/sha256").textValue()).isEqualTo(EventHashes.contentHash(event.pdu()));
        assertThat(JsonSignatures.verify(event, SigningKeyTest.DOMAIN, "ed25519:1", SigningKeyTest.KEY.publicKey()))
                .isTrue();
        assertThat(JsonSignatures.verify(Redaction.redact(event), SigningKeyTest.DOMAIN, "ed25519:1",
                SigningKeyTest.KEY.publicKey())).as("redacted").isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V2"})
    @DisplayName("3.5.1 3.5.3 versions 1 and 2: event IDs are made up, references carry hashes")
    void formatOfV1(RoomVersion version) {
        Events room = new Events(version);
        Event event = room.message(Json.object("{}"));
        assertThat(event.eventId().value()).matches("\\$[A-Za-z]{18}:domain");
        assertThat(event.eventId()).isNotEqualTo(room.create.eventId());
        assertThat(event.pdu().path("event_id").textValue()).isEqualTo(event.eventId().value());
        assertThat(event.pdu().at("/prev_events/0/0").textValue()).isEqualTo(room.create.eventId().value());
        assertThat(event.pdu().at("/prev_events/0/1/sha256").textValue())
                .isEqualTo(EventHashes.referenceHash(version, room.create.pdu()));
        assertThat(event.pdu().at("/auth_events/0")).isEqualTo(event.pdu().at("/prev_events/0"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"V1", "V2"})
    @DisplayName("3.5.1 3.5.3 versions 3 to 12: event IDs are hashes, references are event IDs")
    void formatOfV3(RoomVersion version) {
        Events room = new Events(version);
        Event event = room.message(Json.object("{}"));
        assertThat(event.eventId()).isEqualTo(EventHashes.eventId(version, event.pdu()));
        assertThat(event.pdu().has("event_id")).isFalse();
        assertThat(event.pdu().path("prev_events").path(0).textValue()).isEqualTo(room.create.eventId().value());
        assertThat(event.ref().sha256()).isEqualTo(EventHashes.referenceHash(version, event.pdu()));
    }

    @Test
    @DisplayName("3.5.2 3.5.10 version 12: the create event has no room ID but makes one")
    void createOfV12() {
        Event create = new Events(RoomVersion.V12).create;
        assertThat(create.pdu().has("room_id")).isFalse();
        assertThat(create.roomId()).hasToString("!" + create.eventId().value().substring(1));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V12")
    @DisplayName("3.5.10 versions 1 to 11: the create event has a room ID")
    void createBeforeV12(RoomVersion version) {
        Events room = new Events(version);
        assertThat(room.create.pdu().path("room_id").textValue()).isEqualTo("!r:domain");
        assertThatIllegalArgumentException().isThrownBy(
                () -> room.builder.build(EventTemplate.create(Events.ALICE, Json.object("{}")), List.of(), List.of(), 1,
                        Events.NOW));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("3.5.7 a redaction names its event where the version wants it")
    void redacts(RoomVersion version) {
        Events room = new Events(version);
        EventId redacted = EventId.parse("$x:domain");
        ObjectNode content = Json.object("{'reason':'spam'}");
        Event event = room
                .second(EventTemplate.message(room.create.roomId(), EventType.REDACTION, Events.ALICE, content)
                        .withRedacts(redacted));
        assertThat(event.redacts()).hasValue(redacted);
        assertThat(event.pdu().has("redacts")).isEqualTo(!version.redactsInContent());
        assertThat(event.content().has("redacts")).isEqualTo(version.redactsInContent());
        assertThat(content.has("redacts")).as("the template's content is left alone").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("3.5.5 depth stops at the greatest the version has")
    void depth(RoomVersion version) {
        Events room = new Events(version);
        Event event = room.builder.build(
                EventTemplate.message(room.create.roomId(), "x", Events.ALICE, Json.object("{}")), List.of(), List.of(),
                Long.MAX_VALUE, Events.NOW);
        assertThat(event.depth()).isEqualTo(version.maxDepth());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("3.5.4 versions from 6 on refuse floats and large integers, versions before keep them")
    void numbers(RoomVersion version) {
        Events room = new Events(version);
        for (String number : List.of("1.5", "1.0", "1e3", "9007199254740992", "-9007199254740992")) {
            ObjectNode content = Json.object("{'a':[{'b':" + number + "}]}");
            if (version.strictCanonicalJson()) {
                assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> room.message(content))
                        .withMessageStartingWith("'content.a[0].b' must be ");
            } else {
                assertThat(room.message(content).content()).isEqualTo(content);
            }
        }
        assertThat(room.message(Json.object("{'a':9007199254740991}"))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what is unsafe to handle is refused in every version")
    void unsafe(RoomVersion version) {
        Events room = new Events(version);
        String deep = "{'a':".repeat(80) + "1" + "}".repeat(80);
        for (String content : List.of("{'a':1e999999999}", "{'a':1e-999999999}", "{'a':'\\ud800'}", deep)) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> room.message(Json.object(content)));
        }
    }

    @Test
    @DisplayName("an event does not change when its template's content does")
    void contentIsCopied() {
        ObjectNode content = Json.object("{'a':{'b':1}}");
        Event event = new Events(RoomVersion.V11).message(content);
        content.withObject("/a").put("b", 2);
        assertThat(event.content()).isEqualTo(Json.object("{'a':{'b':1}}"));
    }

    @Test
    @DisplayName("a signature holds for one room")
    void roomIdIsSigned() {
        Event event = new Events(RoomVersion.V11).message(Json.object("{}"));
        ObjectNode moved = event.pdu().deepCopy();
        moved.put("room_id", "!other:domain");
        Event elsewhere = Event.trusted(RoomVersion.V11, event.eventId(), RoomId.parse("!other:domain"), moved);
        assertThat(JsonSignatures.verify(elsewhere, SigningKeyTest.DOMAIN, "ed25519:1", SigningKeyTest.KEY.publicKey()))
                .isFalse();
    }
}
