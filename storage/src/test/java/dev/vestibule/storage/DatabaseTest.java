package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test with an empty storage. After it nothing that is stored may contradict itself, and the commits must have given
 * positions without a gap.
 */
abstract class DatabaseTest
        implements
            EventsContract,
            MembershipsContract,
            OverviewsContract,
            AccountsContract,
            SessionsContract,
            DevicesContract,
            MediaContract,
            RedactionsContract,
            RelationsContract,
            SearchContract,
            KeptForUsersContract,
            PurgeContract,
            UsersContract,
            UnitsOfWorkContract,
            ConcurrencyContract {
    private final List<Committed> commits = new ArrayList<>();
    private Storage storage;

    /** Where this test stores; a database without tables. */
    abstract StorageLocation location() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        storage = open(location());
        storage.onCommit(commits::add);
    }

    static Storage open(StorageLocation location) {
        return Storage.open(location, TestRoom.SERVER, InstantSource.system());
    }

    @AfterEach
    final void close() {
        try (Storage closing = storage) {
            assertThat(closing.read(Snapshot::contradictions)).isEmpty();
            long expected = 1;
            for (Committed commit : commits) {
                assertThat(commit.firstPosition()).isEqualTo(expected);
                expected = commit.lastPosition() + 1;
            }
            assertThat(closing.position()).isEqualTo(expected - 1).isEqualTo(closing.read(Snapshot::position));
        }
    }

    @Override
    public final Storage storage() {
        return storage;
    }
}
