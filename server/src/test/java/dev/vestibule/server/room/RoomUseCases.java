package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.server.http.identity.HttpIdentityService;
import dev.vestibule.server.http.identity.OutgoingHttp;
import dev.vestibule.server.identity.IdentityServers;
import dev.vestibule.server.identity.Patience;
import dev.vestibule.server.limit.LimitSettings;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StorageLocation;
import dev.vestibule.storage.Visibility;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What administrators do to rooms, over a storage of its own, without HTTP: for tests that look at what is committed. */
final class RoomUseCases implements AutoCloseable {
    private static final ServerName SERVER = ServerName.parse("localhost");

    final Storage storage;
    final UserLocks locks = new UserLocks();
    final Rooms rooms;
    final AdminJoin adminJoin;
    final DeleteRoom deleteRoom;
    final UpgradeRoom upgradeRoom;
    private final CreateRoom createRoom;

    RoomUseCases(LimitSettings limitSettings) {
        this(limitSettings, _ -> {});
    }

    /** @param statements is told each SQL statement that reads, by the thread that reads */
    RoomUseCases(LimitSettings limitSettings, Consumer<String> statements) {
        storage = Storage.open(new StorageLocation.InMemory(), SERVER, Clock.systemUTC(), Optional.of(statements));
        SecureRandom random = new SecureRandom();
        Limits limits = new Limits(limitSettings, Clock.systemUTC());
        Events events = new Events(SERVER, SigningKey.generate("ed25519:1", random), Clock.systemUTC(), random);
        RoomBlocks blocks = new RoomBlocks(storage);
        LocalUsers localUsers = new LocalUsers(SERVER);
        MemberContent memberContent = new MemberContent(storage);
        rooms = new Rooms(storage.rooms(), events, limits, blocks);
        CreateEvents createEvents = new CreateEvents(events, SERVER, random);
        CarriedOver carriedOver = new CarriedOver(storage, locks);
        EntryLimits entryLimits = new EntryLimits(limits, storage);
        createRoom = new CreateRoom(rooms, events, storage, createEvents, memberContent,
                new Invitees(localUsers, storage), new RoomAliases(rooms, storage, SERVER),
                new ResolveAddress(new IdentityServers(Set.of(), false, () -> 0),
                        new HttpIdentityService(new OutgoingHttp(Optional.empty())),
                        new Patience(Duration.ofSeconds(10), System::nanoTime)),
                entryLimits);
        upgradeRoom = new UpgradeRoom(rooms, events, storage, createEvents, memberContent, carriedOver, entryLimits);
        adminJoin = new AdminJoin(rooms, storage, localUsers, memberContent, new MembersByPower(storage),
                carriedOver, blocks);
        deleteRoom = new DeleteRoom(rooms, storage, memberContent, blocks, createRoom, localUsers);
    }

    RoomId newRoom(Requester creator, RoomPreset preset) {
        return createRoom.create(creator, new CreateRoomRequest(Visibility.PRIVATE, Optional.empty(), Optional.empty(),
                Optional.empty(), Set.of(), List.of(), RoomVersion.DEFAULT, JsonTree.object(), List.of(), preset, false,
                Optional.empty())).roomId();
    }

    @Override
    public void close() {
        try (Storage closing = storage) {
            List<String> contradictions = closing.read(Snapshot::contradictions);
            assertThat(contradictions).isEmpty();
        }
    }
}
