package dev.vestibule.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.Change.EventAppended;
import dev.vestibule.storage.Change.RoomCreated;
import dev.vestibule.storage.EventDetails;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows a change writes: a membership is the change that there are most of. */
class ChangeRowsTest {
    private static final RoomId ROOM = RoomId.parse("!room:localhost");
    private static final UserId BOB = UserId.parse("@bob:localhost");

    private final ChangeRows rows = new ChangeRows(() -> Instant.EPOCH);

    private static Event event(String type, String key, ObjectNode content) {
        ObjectNode pdu = JsonTree.object().put("type", type).put("state_key", key).put("sender", BOB.value())
                .put("origin_server_ts", 1).put("depth", 1);
        pdu.set("content", content);
        return Event.trusted(RoomVersion.DEFAULT, new EventId("$" + type + content.hashCode()), ROOM, pdu);
    }

    private static Event member(Membership membership) {
        return event(EventType.MEMBER, BOB.value(), JsonTree.object().put("membership", membership.wire()));
    }

    private List<Write> writes(Step step) {
        return step.rows().stream().map(Row::write).toList();
    }

    private Step append(Event event, Optional<Event> replaced) {
        return rows.steps(List.of(new EventAppended(event, replaced, EventDetails.NONE))).getFirst();
    }

    @ParameterizedTest
    @CsvSource({"JOIN, 1", "INVITE, 1", "KNOCK, 1", "BAN, 1", "LEAVE, 1"})
    void aFirstMembershipWritesThreeRowsAndTheCounts(Membership membership, int state) {
        Step step = append(member(membership), Optional.empty());
        assertThat(writes(step)).containsExactly(RoomWrites.EVENT, RoomWrites.STATE_NEW, RoomWrites.MEMBERSHIP_NEW);
        assertThat(step.state()).isEqualTo(state);
    }

    @Test
    void aLaterMembershipWritesThreeRowsAndNothingOfTheRoomsOverview() {
        Step step = append(member(Membership.BAN), Optional.of(member(Membership.LEAVE)));
        assertThat(writes(step)).containsExactly(RoomWrites.EVENT, RoomWrites.STATE_CHANGE,
                RoomWrites.MEMBERSHIP_CHANGE);
        assertThat(step.counts()).isFalse();
    }

    @Test
    void aTraitOfARoomIsOneRowMore() {
        Event topic = event(EventType.TOPIC, "", JsonTree.object().put("topic", "new"));
        assertThat(writes(append(topic, Optional.of(topic)))).containsExactly(RoomWrites.EVENT, RoomWrites.STATE_CHANGE,
                RoomWrites.OVERVIEW_TOPIC);
        Event other = event("a.type", "", JsonTree.object());
        assertThat(writes(append(other, Optional.of(other)))).containsExactly(RoomWrites.EVENT,
                RoomWrites.STATE_CHANGE);
    }

    @Test
    void aRoomBeginsWithOneRowForItsWholeOverview() {
        List<Step> steps = rows.steps(List.of(new RoomCreated(ROOM, RoomVersion.DEFAULT),
                appended(event(EventType.CREATE, "", JsonTree.object())),
                appended(event(EventType.TOPIC, "", JsonTree.object().put("topic", "first"))),
                appended(event(EventType.NAME, "", JsonTree.object().put("name", "first")))));
        assertThat(writes(steps.getFirst())).containsExactly(RoomWrites.ROOM, RoomWrites.OVERVIEW);
        assertThat(steps.subList(1, 4))
                .allMatch(step -> writes(step).equals(List.of(RoomWrites.EVENT, RoomWrites.STATE_NEW)));
    }

    @Test
    void halfASurrogatePairIsNothingThatEveryDatabaseTakes() {
        assertThat(Trait.text(TextNode.valueOf("a\ud800"))).contains("a?");
    }

    private static EventAppended appended(Event event) {
        return new EventAppended(event, Optional.empty(), EventDetails.NONE);
    }
}
