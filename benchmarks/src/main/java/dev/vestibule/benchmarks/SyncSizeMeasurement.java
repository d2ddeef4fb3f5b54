package dev.vestibule.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Incremental syncs of a user with few joined rooms and of one with many, in turn, each with exactly one new event:
 * a message of somebody else in one of the rooms.
 */
final class SyncSizeMeasurement {

    private static final int WARMUPS = 50;
    /** The speaker is in this many rooms of each listener, spread evenly over them. */
    private static final int SPOKEN_ROOMS = 10;

    private final HomeserverUrl url;
    private final Population population;
    private final TimeBudget budget;

    SyncSizeMeasurement(HomeserverUrl url, Population population, TimeBudget budget) {
        this.url = url;
        this.population = population;
        this.budget = budget;
    }

    SizeComparison run(int smallRooms, int largeRooms, int syncs) {
        List<User> users = population.first(3);
        User speaker = users.getFirst();
        try (ClientApi api = new ClientApi(url)) {
            Listener small = new Listener(api, speaker, users.get(1), roomsOf(users.get(1), speaker, smallRooms));
            Listener large = new Listener(api, speaker, users.get(2), roomsOf(users.get(2), speaker, largeRooms));
            Interleaved.run(budget, WARMUPS, syncs, small, large);
            return new SizeComparison("incremental sync, one new event", "rooms", smallRooms, small.latencies,
                    largeRooms, large.latencies, small.wrong + large.wrong);
        }
    }

    /** Rooms made by the listener; returns those that the speaker has joined. */
    private List<String> roomsOf(User listener, User speaker, int count) {
        List<String> rooms = population.publicRooms(listener, count);
        List<String> spoken = new ArrayList<>();
        for (int i = 0; i < Math.min(SPOKEN_ROOMS, count); i++) {
            String room = rooms.get((int) ((long) i * count / Math.min(SPOKEN_ROOMS, count)));
            population.joinAll(List.of(speaker), room);
            spoken.add(room);
        }
        return spoken;
    }

    private static final class Listener implements Interleaved.Turn {

        private final ClientApi api;
        private final User speaker;
        private final User listener;
        private final List<String> rooms;
        private final Latencies latencies = new Latencies();
        private int wrong;
        private String since;

        Listener(ClientApi api, User speaker, User listener, List<String> rooms) {
            this.api = api;
            this.speaker = speaker;
            this.listener = listener;
            this.rooms = rooms;
            this.since = api.call(api.initialSyncRequest(listener)).json().path("next_batch").asText();
        }

        @Override
        public void take(int number, boolean counted) {
            String room = rooms.get(number % rooms.size());
            String eventId = api.sendMessage(speaker, room, listener.userId() + number);
            Request sync = api.incrementalSyncRequest(listener, since);
            long start = System.nanoTime();
            Answer answer = api.call(sync);
            long took = System.nanoTime() - start;
            JsonNode content = answer.json();
            since = content.path("next_batch").asText();
            if (!holdsOnly(content.path("rooms"), room, eventId)) {
                wrong++;
            }
            if (counted) {
                latencies.add(took);
            }
        }

        private static boolean holdsOnly(JsonNode rooms, String roomId, String eventId) {
            JsonNode timeline = rooms.path("join").path(roomId).path("timeline").path("events");
            return rooms.path("join").size() == 1 && rooms.path("leave").isEmpty() && timeline.size() == 1
                    && timeline.path(0).path("event_id").asText().equals(eventId);
        }
    }
}
