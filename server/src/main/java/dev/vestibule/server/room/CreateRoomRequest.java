package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The room somebody wants, as the body of {@code POST /createRoom} says it.
 *
 * @param visibility         whether the room is listed in the public directory
 * @param alias              the alias to make for it
 * @param name               beats an {@code m.room.name} in {@code initialState}
 * @param topic              beats an {@code m.room.topic} in {@code initialState}
 * @param invite             who is invited, each once, in the order given
 * @param inviteByAddress    whose addresses are invited, each once, in the order given
 * @param version            the room version
 * @param creationContent    further keys of {@code m.room.create}
 * @param initialState       state events to send, in order; beats the preset
 * @param preset             the set of initial state to begin with
 * @param isDirect           whether the invites say that this is a direct chat
 * @param powerLevelOverride laid over the default power levels, key by top-level key
 */
public record CreateRoomRequest(Visibility visibility, Optional<RoomAlias> alias, Optional<String> name,
        Optional<String> topic, Set<UserId> invite,
        List<InviteRequest.ByThirdPartyId> inviteByAddress, RoomVersion version, ObjectNode creationContent,
        List<InitialState> initialState, RoomPreset preset, boolean isDirect,
        Optional<ObjectNode> powerLevelOverride) {

    /** One state event of {@code initial_state}. */
    public record InitialState(StateKey key, ObjectNode content) {}

    /** A public room in which members have less power than speaking takes. */
    static CreateRoomRequest ofWhichOnlyCreatorsSpeak(String name) {
        return new CreateRoomRequest(Visibility.PRIVATE, Optional.empty(), Optional.of(name), Optional.empty(),
                Set.of(),
                List.of(), RoomVersion.DEFAULT, JsonTree.object(), List.of(), RoomPreset.PUBLIC_CHAT, false,
                Optional.of(JsonTree.object().put("users_default", -10)));
    }

    Optional<InitialState> initial(StateKey key) {
        return initialState.stream().filter(state -> state.key().equals(key)).reduce((first, last) -> last);
    }
}
