package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Change.AliasAdded;
import dev.vestibule.storage.Change.DevicePut;
import dev.vestibule.storage.Change.TokenIssued;
import dev.vestibule.storage.Change.UserCreated;
import dev.vestibule.storage.StorageLocation.H2Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening a data directory: again, twice, and where it cannot be. */
class OpeningTest {
    private static final UserId ALICE = TestRoom.user("alice");
    private static final UserId BOB = TestRoom.user("bob");

    @TempDir
    private Path directory;

    private Storage open() {
        return DatabaseTest.open(new H2Directory(directory));
    }

    @Test
    void everythingIsFoundAgain() {
        RoomAlias alias = RoomAlias.parse("#room:localhost");
        TestRoom room;
        try (Storage storage = open()) {
            room = TestRoom.create(storage, ALICE);
            room.set(BOB, Membership.INVITE);
            room.set(BOB, Membership.JOIN);
            storage.write(List.of(new AliasAdded(alias, room.id(), ALICE),
                    new UserCreated(ALICE, Optional.of("hash"), false), new DevicePut(ALICE, "PC", Optional.empty()),
                    new TokenIssued("token", ALICE, "PC")));
        }
        try (Storage storage = open()) {
            assertThat(storage.position()).isEqualTo(4);
            assertThat(storage.token("token")).contains(new TokenOwner(ALICE, "PC", Set.of(), Optional.empty()));
            room.in(storage).set(BOB, Membership.LEAVE);
            storage.read(snapshot -> {
                assertThat(snapshot.position()).isEqualTo(5);
                assertThat(snapshot.alias(alias).orElseThrow().roomId()).isEqualTo(room.id());
                assertThat(snapshot.membership(room.id(), BOB).orElseThrow().membership()).isEqualTo(Membership.LEAVE);
                assertThat(snapshot.contradictions()).isEmpty();
                return null;
            });
        }
    }

    @Test
    void roomsThatWereMadeBeforeThereWereOverviewsGetTheirs() throws SQLException {
        TestRoom named;
        TestRoom plain;
        try (Storage storage = open()) {
            named = TestRoom.create(storage, ALICE);
            named.state(ALICE, EventType.NAME, JsonTree.object().put("name", "The name"));
            named.state(ALICE, EventType.TOMBSTONE, JsonTree.object());
            plain = TestRoom.create(storage, BOB);
            plain.set(ALICE, Membership.KNOCK);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("vestibule")
                + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
                Statement statement = connection.createStatement()) {
            statement.execute("drop table room_overviews");
            statement.execute("alter table rooms drop column state_events");
            statement.execute("delete from schema_versions where name like '%room_overviews%'");
        }
        try (Storage storage = open()) {
            storage.read(snapshot -> {
                assertThat(snapshot.contradictions()).isEmpty();
                assertThat(snapshot.ofRoomLists().overview(named.id()).orElseThrow().description().name())
                        .contains("The name");
                assertThat(snapshot.ofRoomLists().overview(named.id()).orElseThrow().description().replacementRoom())
                        .contains("");
                assertThat(snapshot.ofRoomLists().overview(plain.id()).orElseThrow().room().stateEvents()).isEqualTo(3);
                return null;
            });
        }
    }

    @Test
    void relationsThatAreOlderThanTheirTableAreFoundInTheEvents() throws SQLException {
        TestRoom room;
        EventId parent;
        EventId child;
        try (Storage storage = open()) {
            room = TestRoom.create(storage, ALICE);
            parent = room.message(ALICE, "parent").eventId();
            child = room.relate(ALICE, "m.thread", parent, JsonTree.object()).eventId();
            room.redact(ALICE, room.relate(ALICE, "m.thread", parent, JsonTree.object()).eventId());
        }
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("vestibule")
                + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
                Statement statement = connection.createStatement()) {
            statement.execute("drop table event_relations");
            statement.execute("delete from schema_versions where name like '%event_relations%'");
        }
        try (Storage storage = open()) {
            storage.read(snapshot -> {
                assertThat(snapshot.contradictions()).isEmpty();
                assertThat(snapshot.ofRelations().aggregated(
                        new Sight(room.id(), List.of(new Span(0, snapshot.position())), Set.of()), List.of(parent)))
                        .extracting(RelationRow::event).containsExactly(child);
                return null;
            });
        }
    }

    @Test
    void theSigningKeyIsMadeOnce() {
        SigningKey key;
        try (Storage storage = open()) {
            key = storage.signingKey(() -> SigningKey.generate("ed25519:first", new SecureRandom()));
            assertThat(storage.signingKey(OpeningTest::noKey)).isSameAs(key);
        }
        try (Storage storage = open()) {
            SigningKey again = storage.signingKey(OpeningTest::noKey);
            assertThat(again.keyId()).isEqualTo("ed25519:first");
            assertThat(again.publicKey()).isEqualTo(key.publicKey());
        }
    }

    private static SigningKey noKey() {
        throw new AssertionError("there is a key already");
    }

    @Test
    void aDirectoryIsOpenOnceInAProcess() {
        try (Storage _ = open()) {
            assertThatThrownBy(this::open).isInstanceOf(StorageException.class)
                    .hasMessage("The data directory " + directory + " is in use by another server.");
        }
        open().close();
    }

    @Test
    void aDirectoryIsOpenInOneProcess() throws Exception {
        try (ChildProcess child = ChildProcess.start(KilledWriter.class, directory.toString(), "0")) {
            assertThat(child.line()).isEqualTo("open");
            assertThatThrownBy(this::open).isInstanceOf(StorageException.class)
                    .hasMessage("The data directory " + directory + " is in use by another server.");
        }
        open().close();
    }

    @Test
    void aDirectoryBelongsToOneServerName() {
        open().close();
        assertThatThrownBy(() -> Storage.open(new H2Directory(directory), new ServerName("other.example"),
                InstantSource.system()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("The server name of the data directory " + directory + " is localhost")
                .hasMessageContaining("other.example");
        open().close();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThatThrownBy(() -> DatabaseTest.open(new H2Directory(file.resolve("data"))))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("The data directory " + file.resolve("data") + " cannot be written to");
    }

    @Test
    void whatIsNoDatabaseIsNotOpened() throws IOException {
        Files.writeString(directory.resolve("vestibule.mv.db"), "x".repeat(20_000));
        assertThatThrownBy(this::open).isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot open the data directory " + directory);
    }

    @Test
    void aClosedStorageTakesNothing() {
        Storage storage = open();
        TestRoom room = TestRoom.create(storage, ALICE);
        storage.close();
        storage.close();
        assertThatThrownBy(() -> room.set(BOB, Membership.JOIN)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> storage.read(Snapshot::position)).isInstanceOf(StorageException.class);
    }
}
