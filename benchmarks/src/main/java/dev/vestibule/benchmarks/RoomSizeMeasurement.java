package dev.vestibule.benchmarks;

import java.util.List;

/** The same user joins and leaves a room with few members and one with many, in turn. */
final class RoomSizeMeasurement {

    private static final int WARMUPS = 100;

    private final HomeserverUrl url;
    private final Population population;
    private final TimeBudget budget;

    RoomSizeMeasurement(HomeserverUrl url, Population population, TimeBudget budget) {
        this.url = url;
        this.population = population;
        this.budget = budget;
    }

    /**
     * Fills both rooms and measures.
     *
     * @param smallSize joined members of the small room before each measured join
     * @param largeSize joined members of the large room before each measured join
     * @return the joins and the leaves
     */
    List<SizeComparison> run(int smallSize, int largeSize, int pairs) {
        List<User> users = population.first(largeSize + 1);
        User creator = users.getFirst();
        User mover = users.getLast();
        List<String> rooms = population.publicRooms(creator, 2);
        population.joinAll(users.subList(1, smallSize), rooms.getFirst());
        population.joinAll(users.subList(1, largeSize), rooms.getLast());
        try (ClientApi api = new ClientApi(url)) {
            Mover small = new Mover(api, mover, rooms.getFirst());
            Mover large = new Mover(api, mover, rooms.getLast());
            Interleaved.run(budget, WARMUPS, pairs, small, large);
            int wrong = 0;
            if (api.joinedMembers(creator, rooms.getFirst()) != smallSize) {
                wrong++;
            }
            if (api.joinedMembers(creator, rooms.getLast()) != largeSize) {
                wrong++;
            }
            return List.of(
                    new SizeComparison("join", "members", smallSize, small.joins, largeSize, large.joins, wrong),
                    new SizeComparison("leave", "members", smallSize, small.leaves, largeSize, large.leaves, 0));
        }
    }

    /** A turn: join, then leave. */
    private static final class Mover implements Interleaved.Turn {

        private final ClientApi api;
        private final Request join;
        private final Request leave;
        private final Latencies joins = new Latencies();
        private final Latencies leaves = new Latencies();

        Mover(ClientApi api, User user, String roomId) {
            this.api = api;
            this.join = api.joinRequest(user, roomId);
            this.leave = api.leaveRequest(user, roomId);
        }

        @Override
        public void take(int number, boolean counted) {
            long start = System.nanoTime();
            api.call(join);
            long joined = System.nanoTime();
            api.call(leave);
            long left = System.nanoTime();
            if (counted) {
                joins.add(joined - start);
                leaves.add(left - joined);
            }
        }
    }
}
