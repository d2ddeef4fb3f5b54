package dev.vestibule.server.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.HistoryPage;
import dev.vestibule.server.view.Reading;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes what a search has found. */
final class SearchAnswer {

    private final Snapshot snapshot;
    private final ClientEvents format;
    private final SearchRequest request;
    private final ResultPage results;

    SearchAnswer(Snapshot snapshot, ClientEvents format, SearchRequest request, ResultPage results) {
        this.snapshot = snapshot;
        this.format = format;
        this.request = request;
        this.results = results;
    }

    /** The category {@code room_events}. */
    ObjectNode write() {
        ObjectNode answer = JsonTree.object();
        answer.put("count", results.count());
        ArrayNode highlights = answer.putArray("highlights");
        TreeSet<String> words = new TreeSet<>(request.term().words());
        results.page().forEach(found -> words.addAll(found.words()));
        words.forEach(highlights::add);
        writeResults(answer.putArray("results"));
        if (request.includeState()) {
            ObjectNode state = answer.putObject("state");
            rooms().forEach((room, reading) -> HistoryPage.write(state.putArray(room.value()),
                    snapshot.stateAt(room, reading.newest()), reading, format));
        }
        if (!request.groupings().isEmpty()) {
            ObjectNode groups = answer.putObject("groups");
            request.groupings().forEach(grouping -> writeGroups(groups.putObject(grouping.wire()), grouping));
        }
        results.next().ifPresent(token -> answer.put("next_batch", token.toString()));
        return answer;
    }

    private Map<RoomId, Reading> rooms() {
        Map<RoomId, Reading> rooms = new LinkedHashMap<>();
        results.page().forEach(found -> rooms.put(found.reading().roomId(), found.reading()));
        return rooms;
    }

    private void writeResults(ArrayNode array) {
        Map<Found, ResultContext> contexts = new LinkedHashMap<>();
        request.surroundings().ifPresent(surroundings -> results.page()
                .forEach(found -> contexts.put(found, ResultContext.read(snapshot, found, surroundings))));
        ClientEvents bundled = bundled(contexts);
        for (Found found : results.page()) {
            ObjectNode result = array.addObject().put("rank", found.rank());
            result.set("result", bundled.withRoomId(found.event(), found.reading().history()));
            ObjectNode context = result.putObject("context");
            if (contexts.containsKey(found)) {
                contexts.get(found).write(snapshot, context, bundled);
            }
        }
    }

    /** What relates to the events of a room is read for all of them at once. */
    private ClientEvents bundled(Map<Found, ResultContext> contexts) {
        ClientEvents bundled = format;
        for (Reading reading : rooms().values()) {
            List<StoredEvent> shown = new ArrayList<>();
            results.page().stream().filter(found -> found.reading().equals(reading)).forEach(found -> {
                shown.add(found.event());
                if (contexts.containsKey(found)) {
                    shown.addAll(contexts.get(found).before());
                    shown.addAll(contexts.get(found).after());
                }
            });
            bundled = bundled.bundling(reading, shown);
        }
        return bundled;
    }

    private void writeGroups(ObjectNode groups, Grouping grouping) {
        Map<String, ObjectNode> written = new LinkedHashMap<>();
        for (Found found : results.page()) {
            String value = grouping.value(found.event().event());
            written.computeIfAbsent(value, _ -> {
                ObjectNode group = groups.putObject(value).put("order", written.size() + 1);
                group.putArray("results");
                results.next(new SearchToken.GroupKey(grouping, value))
                        .ifPresent(token -> group.put("next_batch", token.toString()));
                return group;
            }).withArrayProperty("results").add(found.event().event().eventId().value());
        }
    }
}
