package dev.vestibule.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.EventScan;
import dev.vestibule.server.view.HistoryPage;
import dev.vestibule.server.view.Reading;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What stands around a result.
 *
 * @param before the events before it, the latest first
 * @param after  the events after it, in order
 */
record ResultContext(Found found, List<StoredEvent> before, List<StoredEvent> after,
        SearchRequest.Surroundings surroundings) {

    private static final int MOST = 50;

    static ResultContext read(Snapshot snapshot, Found found, SearchRequest.Surroundings surroundings) {
        Reading reading = found.reading();
        long position = found.position();
        return new ResultContext(found,
                scan(snapshot, reading, 0, position - 1, Direction.BACKWARDS, surroundings.before()),
                scan(snapshot, reading, position, reading.newest(), Direction.FORWARDS, surroundings.after()),
                surroundings);
    }

    private static List<StoredEvent> scan(Snapshot snapshot, Reading reading, long after, long upTo,
            Direction direction, int limit) {
        return EventScan.read(snapshot, reading.roomId(), after, upTo, direction, Math.min(limit, MOST),
                reading.history()::allows).found();
    }

    void write(Snapshot snapshot, ObjectNode json, ClientEvents format) {
        long first = before.isEmpty() ? found.position() : before.getLast().position();
        long last = after.isEmpty() ? found.position() : after.getLast().position();
        json.put("start", new StreamToken(first - 1).toString());
        json.put("end", new StreamToken(last).toString());
        HistoryPage.write(json.putArray("events_before"), before, found.reading(), format);
        HistoryPage.write(json.putArray("events_after"), after, found.reading(), format);
        if (surroundings.profiles()) {
            ObjectNode profiles = json.putObject("profile_info");
            senders().forEach(sender -> writeProfile(profiles.putObject(sender.value()), snapshot, sender, last));
        }
    }

    private Set<UserId> senders() {
        Set<UserId> senders = new TreeSet<>(Comparator.comparing(UserId::value));
        Stream.of(before, List.of(found.event()), after).flatMap(List::stream)
                .forEach(stored -> senders.add(stored.event().sender()));
        return senders;
    }

    private void writeProfile(ObjectNode profile, Snapshot snapshot, UserId sender, long at) {
        snapshot.stateAt(found.reading().roomId(), StateKey.member(sender), at).ifPresent(member -> {
            JsonNode content = member.event().content();
            for (String field : List.of("displayname", "avatar_url")) {
                if (content.path(field).isTextual()) {
                    profile.set(field, content.get(field));
                }
            }
        });
    }
}
