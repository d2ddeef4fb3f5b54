package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.limit.LimitSettings;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Committed;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an upgrade writes, seen from the storage: after each of its units the server may stop. */
class UpgradeCommitsTest {
    private static final UserId ALICE = UserId.parse("@alice:localhost");

    private final List<Visibility> seen = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("1.16.3 the new room is not in the public directory before the old one points to it")
    void publishedLast() {
        Requester alice = Requester.onBehalfOf(ALICE);
        try (RoomUseCases useCases = new RoomUseCases(LimitSettings.off())) {
            Storage storage = useCases.storage;
            storage.write(List.of(new Change.UserCreated(ALICE, Optional.empty(), false)));
            RoomId old = useCases.newRoom(alice, RoomPreset.PUBLIC_CHAT);
            useCases.rooms.change(alice, old, room -> {
                room.add(new Change.VisibilitySet(old, Visibility.PUBLIC));
                return new Outcome.Done();
            });
            storage.onCommit(committed -> look(storage, committed));
            RoomId replacement = useCases.upgradeRoom
                    .upgrade(alice, old, new UpgradeRequest(RoomVersion.DEFAULT, Set.of())).roomId();
            assertThat(seen).containsExactly(Visibility.PRIVATE);
            assertThat(visibility(storage, old)).isEqualTo(Visibility.PRIVATE);
            assertThat(visibility(storage, replacement)).isEqualTo(Visibility.PUBLIC);
        }
    }

    /** How visible the new room is when the old one gives way. */
    private void look(Storage storage, Committed committed) {
        for (Change change : committed.changes()) {
            if (change instanceof Change.EventAppended(var event, _, _) && event.type().equals(EventType.TOMBSTONE)) {
                seen.add(visibility(storage,
                        RoomId.parse(event.content().path("replacement_room").asText())));
            }
        }
    }

    private static Visibility visibility(Storage storage, RoomId room) {
        return storage.read(snapshot -> snapshot.room(room)).orElseThrow().visibility();
    }
}
