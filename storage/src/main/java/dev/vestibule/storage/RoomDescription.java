package dev.vestibule.storage;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.internal.Trait;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a room's state says of it to people who look for rooms. Values are as they stand in the events, so that a join
 * rule may be none that a room version knows; what is absent, empty or no text is left out.
 *
 * @param creator who made the room
 * @param federatable whether other servers may take part
 * @param roomType such as {@code m.space}
 * @param encryption the algorithm, if messages are encrypted
 * @param replacementRoom the room that a tombstone leads to; an empty text if the tombstone names none
 */
public record RoomDescription(UserId creator, boolean federatable, Optional<String> roomType, Optional<String> name,
        Optional<String> canonicalAlias, Optional<String> topic, Optional<String> avatarUrl,
        Optional<String> joinRule, Optional<String> guestAccess, Optional<String> historyVisibility,
        Optional<String> encryption, Optional<String> replacementRoom) {
    public RoomDescription {
        Objects.requireNonNull(creator, "creator");
    }

    /**
     * What some state says.
     *
     * @param state finds a state event; there must be an {@code m.room.create}
     */
    public static RoomDescription of(Function<StateKey, Optional<Event>> state) {
        Event create = state.apply(StateKey.CREATE).orElseThrow();
        Map<Trait, Optional<String>> traits = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            traits.put(trait, state.apply(trait.stateKey()).flatMap(trait::read));
        }
        return new RoomDescription(create.sender(), create.content().path("m.federate").asBoolean(true),
                Trait.text(create.content().path("type")), traits.get(Trait.NAME), traits.get(Trait.CANONICAL_ALIAS),
                traits.get(Trait.TOPIC), traits.get(Trait.AVATAR_URL), traits.get(Trait.JOIN_RULE),
                traits.get(Trait.GUEST_ACCESS), traits.get(Trait.HISTORY_VISIBILITY), traits.get(Trait.ENCRYPTION),
                traits.get(Trait.REPLACEMENT_ROOM));
    }

    /** Whether all the world may read the room. */
    public boolean isWorldReadable() {
        return historyVisibility.equals(Optional.of("world_readable"));
    }

    /** Whether guests may join. */
    public boolean guestsCanJoin() {
        return guestAccess.equals(Optional.of("can_join"));
    }
}
