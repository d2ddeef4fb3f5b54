package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Allowance;
import dev.vestibule.server.limit.LimitSettings;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Committed;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator's join of somebody else writes, seen from the storage. */
class AdminJoinCommitTest {
    private static final UserId ADMIN = UserId.parse("@admin:localhost");
    private static final UserId BOB = UserId.parse("@bob:localhost");

    private final Requester admin = new Requester(ADMIN, "D", Set.of(AccountFlag.ADMIN), Allowance.STANDARD,
            Optional.empty());
    private final List<Committed> commits = new CopyOnWriteArrayList<>();
    private final RoomUseCases useCases = new RoomUseCases(LimitSettings.synapse());
    private final Storage storage = useCases.storage;
    private final AdminJoin adminJoin = useCases.adminJoin;
    private RoomId room;

    @BeforeEach
    void makeRoom() {
        storage.write(List.of(new Change.UserCreated(ADMIN, Optional.empty(), true),
                new Change.UserCreated(BOB, Optional.empty(), false)));
        room = useCases.newRoom(admin, RoomPreset.PRIVATE_CHAT);
        storage.onCommit(commits::add);
    }

    @AfterEach
    void close() {
        useCases.close();
    }

    @ParameterizedTest(name = "force: {0}")
    @DisplayName("4.11 the invite and the join are one commit, the second authorized on the state after the first")
    @ValueSource(booleans = {false, true})
    void oneCommit(boolean force) {
        adminJoin.join(admin, room, adminJoin.account(BOB), force);
        assertThat(commits).hasSize(1);
        assertThat(commits.getFirst().changes()).extracting(change -> switch (change) {
            case Change.EventAppended(var event, var _, var details) -> event.sender() + " "
                    + event.membership().map(Membership::wire).orElse("") + " " + event.stateKey().orElse("") + " "
                    + details.transactionId().isPresent();
            default -> change.toString();
        }).containsExactly("@admin:localhost invite @bob:localhost false",
                "@bob:localhost join @bob:localhost false");
    }

    @Test
    @DisplayName("4.11 where the join is refused after the invite was allowed, nothing is left of the invite")
    void nothingIsLeft() {
        useCases.rooms.change(admin, room, locked -> {
            locked.append(locked.attemptState(StateKey.JOIN_RULES, ADMIN,
                    JsonTree.object().put("join_rule", "private")));
            return new Outcome.Done();
        });
        commits.clear();
        assertThatThrownBy(() -> adminJoin.join(admin, room, adminJoin.account(BOB), false))
                .isInstanceOf(MatrixException.class).hasMessageContaining("private");
        assertThat(commits).isEmpty();
        Optional<MembershipRow> bob = storage.read(snapshot -> snapshot.membership(room, BOB));
        assertThat(bob).isEmpty();
    }

    @Test
    @DisplayName("4.11 for who is joined already, nothing is written")
    void noOp() {
        adminJoin.join(admin, room, adminJoin.account(BOB), false);
        commits.clear();
        adminJoin.join(admin, room, adminJoin.account(BOB), false);
        adminJoin.join(admin, room, adminJoin.account(BOB), true);
        assertThat(commits).isEmpty();
    }

    @ParameterizedTest(name = "force: {0}")
    @DisplayName("1.0.12 a suspended user is joined nowhere")
    @ValueSource(booleans = {false, true})
    void suspended(boolean force) {
        storage.write(List.of(new Change.AccountFlagSet(BOB, AccountFlag.SUSPENDED, true)));
        assertThatThrownBy(() -> adminJoin.join(admin, room, adminJoin.account(BOB), force))
                .isInstanceOf(MatrixException.class).hasMessageContaining("suspended");
        assertThat(commits).isEmpty();
    }

    @Test
    @DisplayName("1.0.12 who is suspended after the administrator's request has begun is joined nowhere either")
    void suspendedMeanwhile() {
        UserRow before = adminJoin.account(BOB);
        storage.write(List.of(new Change.AccountFlagSet(BOB, AccountFlag.SUSPENDED, true)));
        assertThatThrownBy(() -> adminJoin.join(admin, room, before, true))
                .isInstanceOf(MatrixException.class).hasMessageContaining("suspended");
        assertThat(commits).isEmpty();
    }

    @Test
    @DisplayName("2.4 no rate limit holds for it, of the administrator nor of the room")
    void withoutLimits() {
        for (int i = 0; i < 30; i++) {
            UserId user = UserId.parse("@user" + i + ":localhost");
            storage.write(List.of(new Change.UserCreated(user, Optional.empty(), false)));
            adminJoin.join(admin, room, adminJoin.account(user), i % 2 == 0);
        }
        assertThat(commits).hasSize(30);
    }
}
