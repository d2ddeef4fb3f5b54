package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.json.JsonTree;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The few state events that introduce a room to somebody outside it, cut down to four keys.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#stripped-state">stripped state</a>
 */
final class StrippedState {

    private static final List<StateKey> INTRODUCTION = Stream.of(EventType.CREATE, EventType.JOIN_RULES,
            EventType.NAME, EventType.AVATAR, EventType.TOPIC, EventType.CANONICAL_ALIAS, EventType.ENCRYPTION)
            .map(type -> new StateKey(type, "")).toList();

    private StrippedState() {}

    /**
     * The stripped state that goes with an invite or a knock: the room's introduction, the sender's member event, and
     * the invite or knock itself, by which its receiver learns who invites and why.
     *
     * @param member the new invite or knock
     * @param state  looks up the room's current state
     * @return a JSON array
     */
    static JsonNode around(Event member, Function<StateKey, Optional<Event>> state) {
        ArrayNode stripped = JsonTree.array();
        INTRODUCTION.forEach(key -> state.apply(key).ifPresent(event -> stripped.add(strip(event))));
        if (!member.stateKey().equals(Optional.of(member.sender().value()))) {
            state.apply(StateKey.member(member.sender())).ifPresent(event -> stripped.add(strip(event)));
        }
        return stripped.add(strip(member));
    }

    private static JsonNode strip(Event event) {
        return JsonTree.object()
                .put("type", event.type())
                .put("state_key", event.stateKey().orElseThrow())
                .put("sender", event.sender().value())
                .set("content", event.content());
    }
}
