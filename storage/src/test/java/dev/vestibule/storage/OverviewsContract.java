package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Change.Forgotten;
import dev.vestibule.storage.Change.UserCreated;
import dev.vestibule.storage.Change.VisibilitySet;
import dev.vestibule.storage.DirectoryPage.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What lists of rooms say, and how they are searched, ordered and paged. */
interface OverviewsContract extends StorageContract {
    RoomListing ALL = new RoomListing(Optional.empty(), Optional.empty(), Optional.empty(), RoomOrder.NAME, false, 0,
            100);

    private RoomOverview overview(TestRoom room) {
        return storage().read(snapshot -> snapshot.ofRoomLists().overview(room.id())).orElseThrow();
    }

    private TestRoom named(String name) {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.state(ALICE, EventType.NAME, content("name", name));
        return room;
    }

    private static ObjectNode content(String key, String value) {
        return JsonTree.object().put(key, value);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            m.room.name,               name
            m.room.canonical_alias,    alias
            m.room.topic,              topic
            m.room.avatar,             url
            m.room.join_rules,         join_rule
            m.room.guest_access,       guest_access
            m.room.history_visibility, history_visibility
            m.room.encryption,         algorithm
            m.room.tombstone,          replacement_room
            """)
    default void theOverviewFollowsTheState(String type, String key) {
        TestRoom room = TestRoom.create(storage(), ALICE);
        RoomDescription before = overview(room).description();
        room.state(ALICE, type, content(key, "first"));
        assertThat(overview(room).description().toString()).contains("Optional[first]");
        room.state(ALICE, type, content(key, "second"));
        assertThat(overview(room).description().toString()).contains("Optional[second]").doesNotContain("first");
        room.state(ALICE, type, JsonTree.object().put(key, 7));
        RoomDescription unset = overview(room).description();
        assertThat(unset.equals(before)).isEqualTo(!type.equals(EventType.TOMBSTONE));
        room.state(ALICE, type, "a key", content(key, "elsewhere"));
        assertThat(overview(room).description()).isEqualTo(unset);
    }

    @Test
    default void whatADatabaseCannotHoldIsLeftOut() {
        TestRoom room = named("a\0b");
        assertThat(overview(room).description().name()).contains("ab");
        room.state(ALICE, EventType.NAME, content("name", "\0"));
        assertThat(overview(room).description().name()).isEmpty();
    }

    @Test
    default void aRoomBeginsWithAllThatItsFirstUnitSays() {
        TestRoom room = TestRoom.prepared(storage(), ALICE);
        room.create(transaction -> {
            room.appendState(transaction, ALICE, EventType.NAME, content("name", "first"));
            room.appendState(transaction, ALICE, EventType.NAME, content("name", "second"));
            return room.appendState(transaction, ALICE, EventType.JOIN_RULES, content("join_rule", "public"));
        });
        RoomOverview overview = overview(room);
        assertThat(overview.description().name()).contains("second");
        assertThat(overview.description().joinRule()).contains("public");
        assertThat(overview.description().creator()).isEqualTo(ALICE);
        assertThat(overview.description().federatable()).isTrue();
        assertThat(overview.room().stateEvents()).isEqualTo(4);
    }

    @Test
    default void piecesOfStateAreCountedOnce() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.set(BOB, Membership.KNOCK);
        room.set(BOB, Membership.JOIN);
        room.state(ALICE, "a.type", "key", "value");
        room.state(ALICE, "a.type", "key", "other value");
        room.message(ALICE, "no state");
        assertThat(overview(room).room().stateEvents()).isEqualTo(4);
    }

    @Test
    default void anUnknownRoomHasNoOverview() {
        assertThat(storage()
                .<Optional<RoomOverview>>read(
                        snapshot -> snapshot.ofRoomLists().overview(RoomId.parse("!unknown:localhost"))))
                .isEmpty();
    }

    private List<RoomId> list(RoomListing listing) {
        return storage().read(snapshot -> snapshot.ofRoomLists().rooms(listing)).stream().map(RoomOverview::roomId)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(RoomOrder.class)
    default void roomsAreListedInEveryOrderAndPageByPage(RoomOrder order) {
        List<RoomId> made = new ArrayList<>();
        for (String name : List.of("b", "a", "c")) {
            TestRoom room = named(name);
            made.add(room.id());
            if (!name.equals("b")) {
                room.set(BOB, Membership.JOIN);
            }
        }
        made.add(TestRoom.create(storage(), BOB).id());
        List<RoomId> up = list(listing(order, false, 0, 100));
        assertThat(up).containsExactlyInAnyOrderElementsOf(made);
        assertThat(list(listing(order, true, 0, 100))).isEqualTo(up.reversed());
        assertThat(list(listing(order, false, 1, 2))).isEqualTo(up.subList(1, 3));
        assertThat(storage().<Integer>read(snapshot -> snapshot.ofRoomLists().countRooms(listing(order, false, 1, 2))))
                .isEqualTo(4);
        assertThat(order != RoomOrder.NAME || up.equals(List.of(made.get(3), made.get(1), made.get(0), made.get(2))))
                .isTrue();
        assertThat(order != RoomOrder.JOINED_MEMBERS || Set.copyOf(up.subList(2, 4))
                .equals(Set.of(made.get(1), made.get(2)))).isTrue();
    }

    private static RoomListing listing(RoomOrder order, boolean descending, long offset, int limit) {
        return new RoomListing(Optional.empty(), Optional.empty(), Optional.empty(), order, descending, offset, limit);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ROOM,     1
            the,      2
            100%,     1
            %,        1
            _,        0
            !,        0
            hall,     1
            lobby:,   0
            localhost, 0
            """)
    default void roomsAreSearchedByNameAndAlias(String term, int found) {
        named("The room, 100% real").state(ALICE, EventType.CANONICAL_ALIAS, content("alias", "#lobby:localhost"));
        named("Other").state(ALICE, EventType.CANONICAL_ALIAS, content("alias", "#HALL:localhost"));
        RoomListing listing = new RoomListing(Optional.of(term), Optional.empty(), Optional.empty(), RoomOrder.NAME,
                false, 0, 100);
        assertThat(list(listing)).hasSize(found);
        assertThat(storage().<Integer>read(snapshot -> snapshot.ofRoomLists().countRooms(listing))).isEqualTo(found);
    }

    @Test
    default void roomsAreSearchedByTheirWholeId() {
        RoomId room = named("a").id();
        named("b");
        assertThat(list(new RoomListing(Optional.of(room.value()), Optional.empty(), Optional.empty(), RoomOrder.NAME,
                false, 0, 100))).containsExactly(room);
        assertThat(list(new RoomListing(Optional.of(room.value().substring(2)), Optional.empty(), Optional.empty(),
                RoomOrder.NAME, false, 0, 100))).isEmpty();
    }

    @Test
    default void emptyAndPublishedRoomsAreToldFromOthers() {
        TestRoom published = published("a", "public", 0);
        TestRoom empty = named("b");
        empty.set(ALICE, Membership.LEAVE);
        assertThat(list(new RoomListing(Optional.empty(), Optional.of(true), Optional.empty(), RoomOrder.NAME, false,
                0, 9))).containsExactly(published.id());
        assertThat(list(new RoomListing(Optional.empty(), Optional.of(false), Optional.empty(), RoomOrder.NAME, false,
                0, 9))).containsExactly(empty.id());
        assertThat(list(new RoomListing(Optional.empty(), Optional.empty(), Optional.of(true), RoomOrder.NAME, false,
                0, 9))).containsExactly(empty.id());
        assertThat(list(new RoomListing(Optional.empty(), Optional.empty(), Optional.of(false), RoomOrder.NAME, false,
                0, 9))).containsExactly(published.id());
        assertThat(list(ALL)).containsExactly(published.id(), empty.id());
    }

    private TestRoom published(String name, String joinRule, int others) {
        TestRoom room = named(name);
        room.state(ALICE, EventType.JOIN_RULES, content("join_rule", joinRule));
        for (int i = 0; i < others; i++) {
            room.set(TestRoom.user("member" + i), Membership.JOIN);
        }
        room.write(transaction -> {
            transaction.add(new VisibilitySet(room.id(), Visibility.PUBLIC));
            return null;
        });
        return room;
    }

    @ParameterizedTest
    @CsvSource({"public, 1", "knock, 1", "knock_restricted, 1", "restricted, 0", "invite, 0", "private, 0"})
    default void theDirectoryListsRoomsThatOneCanEnterOrKnockAt(String joinRule, int listed) {
        TestRoom room = published("a", joinRule, 0);
        assertThat(directory(page(Optional.empty(), 9))).hasSize(listed);
        room.state(ALICE, EventType.HISTORY_VISIBILITY, content("history_visibility", "world_readable"));
        assertThat(directory(page(Optional.empty(), 9))).containsExactly(room.id());
        room.set(ALICE, Membership.LEAVE);
        assertThat(directory(page(Optional.empty(), 9))).isEmpty();
        assertThat(storage().<Integer>read(now -> now.ofRoomLists().directorySize())).isZero();
    }

    private static DirectoryPage page(Optional<Place> from, int limit) {
        return new DirectoryPage(Optional.empty(), Set.of(), from, limit);
    }

    private List<RoomId> directory(DirectoryPage page) {
        return storage().read(snapshot -> snapshot.ofRoomLists().directory(page)).stream().map(RoomOverview::roomId)
                .toList();
    }

    @Test
    default void theDirectoryIsReadForthAndBack() {
        named("not published");
        List<TestRoom> rooms = new ArrayList<>();
        for (int members : new int[]{1, 3, 1, 0, 2}) {
            rooms.add(published("room", "public", members));
        }
        List<RoomId> all = directory(page(Optional.empty(), 9));
        assertThat(all).containsExactlyElementsOf(rooms.stream().map(this::overview)
                .sorted(Comparator.comparingInt((RoomOverview room) -> -room.room().joinedMembers())
                        .thenComparing(room -> room.roomId().value()))
                .map(RoomOverview::roomId).toList());
        RoomOverview third = storage().read(snapshot -> snapshot.ofRoomLists().overview(all.get(2))).orElseThrow();
        int members = third.room().joinedMembers();
        assertThat(directory(page(Optional.of(new Place(members, all.get(2), Direction.FORWARDS)), 1)))
                .containsExactly(all.get(3));
        assertThat(directory(page(Optional.of(new Place(members, all.get(2), Direction.BACKWARDS)), 9)))
                .containsExactly(all.get(0), all.get(1));
        assertThat(directory(page(Optional.of(new Place(members, all.get(2), Direction.BACKWARDS)), 1)))
                .containsExactly(all.get(1));
        assertThat(storage().<Integer>read(now -> now.ofRoomLists().directorySize())).isEqualTo(5);
    }

    @Test
    default void theDirectoryIsSearchedByTextAndType() {
        TestRoom room = published("Zebras", "public", 0);
        room.state(ALICE, EventType.TOPIC, content("topic", "Stripes"));
        for (String term : List.of("zebra", "STRIPE")) {
            assertThat(directory(new DirectoryPage(Optional.of(term), Set.of(), Optional.empty(), 9))).hasSize(1);
        }
        assertThat(directory(new DirectoryPage(Optional.of("lion"), Set.of(), Optional.empty(), 9))).isEmpty();
        assertThat(directory(new DirectoryPage(Optional.empty(), Set.of(Optional.empty()), Optional.empty(), 9)))
                .hasSize(1);
        assertThat(directory(new DirectoryPage(Optional.empty(), Set.of(Optional.of("m.space")), Optional.empty(), 9)))
                .isEmpty();
    }

    @Test
    default void aRoomIsForgottenWhenEverybodyForgotIt() {
        TestRoom room = named("a");
        room.set(BOB, Membership.JOIN);
        for (var user : List.of(ALICE, BOB)) {
            assertThat(storage().<Boolean>read(snapshot -> snapshot.ofRoomLists().isForgotten(room.id()))).isFalse();
            room.set(user, Membership.LEAVE);
            room.write(transaction -> {
                transaction.add(new Forgotten(user, room.id()));
                return null;
            });
        }
        assertThat(storage().<Boolean>read(snapshot -> snapshot.ofRoomLists().isForgotten(room.id()))).isTrue();
    }

    @Test
    default void mutualRoomsAreThoseThatBothAreJoinedTo() {
        List<RoomId> both = new ArrayList<>();
        for (Membership membership : Membership.values()) {
            TestRoom room = named("a");
            room.set(BOB, membership);
            if (membership == Membership.JOIN) {
                both.add(room.id());
            }
        }
        TestRoom more = named("b");
        more.set(BOB, Membership.JOIN);
        both.add(more.id());
        both.sort(Comparator.comparing(RoomId::value));
        storage().read(snapshot -> {
            assertThat(snapshot.mutualRooms(ALICE, BOB, "", 9)).isEqualTo(both);
            assertThat(snapshot.mutualRooms(BOB, ALICE, both.getFirst().value(), 9)).containsExactly(both.getLast());
            assertThat(snapshot.mutualRooms(ALICE, BOB, "", 1)).containsExactly(both.getFirst());
            assertThat(snapshot.countMutualRooms(ALICE, BOB)).isEqualTo(2);
            assertThat(snapshot.mutualRooms(ALICE, CAROL, "", 9)).isEmpty();
            return null;
        });
    }

    @Test
    default void usersAreFoundWhereTheyCanBeMet() {
        for (var user : List.of(ALICE, BOB, CAROL)) {
            storage().write(List.of(new UserCreated(user, Optional.empty(), false),
                    new Change.ProfileFieldSet(user, "displayname",
                            JsonTree.object().put("n", "The \"" + user.value().charAt(1) + "\" 100%").get("n"))));
        }
        assertThat(search("the")).containsExactly("@alice:localhost The \"a\" 100%");
        assertThat(search("bob")).isEmpty();
        TestRoom room = TestRoom.create(storage(), BOB);
        assertThat(search("bob")).isEmpty();
        room.set(ALICE, Membership.JOIN);
        assertThat(search("BOB")).containsExactly("@bob:localhost The \"b\" 100%");
        assertThat(search("\"b\"")).hasSize(1);
        assertThat(search("THE")).hasSize(2);
        assertThat(search("%")).hasSize(2);
        assertThat(search("_")).isEmpty();
        TestRoom open = TestRoom.create(storage(), CAROL);
        open.state(CAROL, EventType.JOIN_RULES, content("join_rule", "public"));
        assertThat(search("the")).hasSize(3);
    }

    private List<String> search(String term) {
        return storage().read(snapshot -> snapshot.ofAccounts().searchUsers(ALICE, term, 9)).stream()
                .map(found -> found.user() + " " + found.displayName().orElse("")).toList();
    }
}
