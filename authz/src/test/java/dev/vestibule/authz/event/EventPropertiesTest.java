package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.CanonicalJson;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every event, tried with many made up from a fixed seed. */
class EventPropertiesTest {
    private static final int TRIES = 50;
    private static final List<String> TYPES = List.of(EventType.CREATE, EventType.MEMBER, EventType.POWER_LEVELS,
            EventType.JOIN_RULES, EventType.ALIASES, EventType.HISTORY_VISIBILITY, EventType.REDACTION,
            EventType.MESSAGE);
    private static final List<String> NAMES = List.of("membership", "third_party_invite", "signed", "creator", "users",
            "ban", "invite", "aliases", "allow", "join_rule", "redacts", "history_visibility", "é", "\uff5e", "😀", "",
            "a\"b\\c\n", "unsigned", "hashes", "signatures");

    private final Random random = new Random(42);

    @ParameterizedTest
    @EnumSource
    @DisplayName("reading a built event gives the same event")
    void parseOfBuild(RoomVersion version) throws JsonProcessingException {
        for (int i = 0; i < TRIES; i++) {
            Event built = event(version);
            Event read = Event.parse(version, (ObjectNode) JsonTree.read(JsonTree.write(built.pdu())));
            assertThat(read.eventId()).isEqualTo(built.eventId());
            assertThat(read.roomId()).isEqualTo(built.roomId());
            assertThat(CanonicalJson.of(read.pdu())).isEqualTo(CanonicalJson.of(built.pdu()));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("redacting twice is redacting once, and keeps event ID and signature")
    void redaction(RoomVersion version) {
        for (int i = 0; i < TRIES; i++) {
            Event event = event(version);
            Event once = Redaction.redact(event);
            assertThat(Redaction.redact(once).pdu()).isEqualTo(once.pdu());
            assertThat(once.ref()).isEqualTo(event.ref());
            assertThat(EventHashes.referenceHash(version, once.pdu()))
                    .isEqualTo(EventHashes.referenceHash(version, event.pdu()));
            assertThat(JsonSignatures.verify(once, SigningKeyTest.DOMAIN, SigningKeyTest.KEY.keyId(),
                    SigningKeyTest.KEY.publicKey())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V6"})
    @DisplayName("what is signed verifies, and no longer once anything covered changes")
    void verifyOfSign(RoomVersion version) {
        for (int i = 0; i < TRIES; i++) {
            ObjectNode object = object(version, 0);
            SigningKeyTest.KEY.sign(object, SigningKeyTest.DOMAIN);
            assertThat(JsonSignatures.verifyAny(object, List.of(SigningKeyTest.KEY.publicKey()))).isTrue();
            object.put("changed", true);
            assertThat(JsonSignatures.verifyAny(object, List.of(SigningKeyTest.KEY.publicKey()))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V5", "V6"})
    @DisplayName("canonical JSON read and written again is the same")
    void canonical(RoomVersion version) throws JsonProcessingException {
        for (int i = 0; i < TRIES; i++) {
            String canonical = CanonicalJson.of(object(version, 0));
            assertThat(CanonicalJson.of(JsonTree.read(canonical))).isEqualTo(canonical);
        }
    }

    private Event event(RoomVersion version) {
        EventBuilder builder = new EventBuilder(version, SigningKeyTest.DOMAIN, SigningKeyTest.KEY, random);
        String type = TYPES.get(random.nextInt(TYPES.size()));
        ObjectNode content = object(version, 0);
        EventTemplate template;
        if (version.roomIdIsCreateEventId() && type.equals(EventType.CREATE)) {
            template = EventTemplate.create(Events.ALICE, content);
        } else if (random.nextBoolean()) {
            template = EventTemplate.state(RoomId.parse("!r:domain"), type, "", Events.ALICE, content);
        } else {
            template = EventTemplate.message(RoomId.parse("!r:domain"), type, Events.ALICE, content);
        }
        return builder.build(template, List.of(), List.of(), random.nextInt(100), Events.NOW);
    }

    private ObjectNode object(RoomVersion version, int nesting) {
        ObjectNode object = JsonTree.object();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set(NAMES.get(random.nextInt(NAMES.size())), value(version, nesting + 1));
        }
        return object;
    }

    private JsonNode value(RoomVersion version, int nesting) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(nesting > 4 ? 6 : 8)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt());
            case 3 -> nodes.numberNode(random.nextLong() >> 11);
            case 4 -> nodes.textNode(NAMES.get(random.nextInt(NAMES.size())));
            case 5 -> version.strictCanonicalJson()
                    ? nodes.numberNode(0)
                    : nodes.numberNode(new BigDecimal(new BigInteger(80, random), random.nextInt(40) - 20));
            case 6 -> object(version, nesting);
            default -> JsonTree.array().add(value(version, nesting + 1));
        };
    }
}
