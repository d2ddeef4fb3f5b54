package dev.vestibule.server.search;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.view.ClientEvents;
import dev.vestibule.server.view.Reading;
import dev.vestibule.server.view.RoomView;
import dev.vestibule.server.view.VisibleHistory;
import dev.vestibule.storage.EventSearch;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.RoomOverview;
import dev.vestibule.storage.RoomsWalk;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Span;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks through the rooms of a user for what they search, from the latest event on. One request looks at so many events
 * and finds so many; behind that, the next one goes on.
 */
final class Finding {

    private static final int MOST_LOOKED_AT = 20_000;
    private static final int ENOUGH_FOUND = 1000;

    private final Snapshot snapshot;
    private final Requester reader;
    private final ClientEvents format;
    private final SearchRequest request;
    private final Map<RoomId, Optional<Reading>> readings = new HashMap<>();

    Finding(Snapshot snapshot, Requester reader, ClientEvents format, SearchRequest request) {
        this.snapshot = snapshot;
        this.reader = reader;
        this.format = format;
        this.request = request;
    }

    /**
     * What was found.
     *
     * @param found    the latest first
     * @param lookedTo the stream position behind which nothing was looked at; 0 if there is no more
     */
    record Result(List<Found> found, long lookedTo) {}

    Result read(long upTo) {
        Set<RoomId> rooms = rooms();
        if (rooms.isEmpty() || request.term().words().isEmpty()) {
            return new Result(List.of(), 0);
        }
        Set<String> types = request.keys().stream().map(SearchKey::type).collect(Collectors.toSet());
        List<Found> found = new ArrayList<>();
        RoomsWalk walk = snapshot.walk(rooms, upTo, MOST_LOOKED_AT);
        for (Optional<Span> part = walk.next(); part.isPresent(); part = walk.next()) {
            snapshot.search(new EventSearch(rooms, types, request.term().words(), part.get()))
                    .forEach(stored -> match(stored).ifPresent(found::add));
            if (found.size() >= ENOUGH_FOUND) {
                break;
            }
        }
        return new Result(found, walk.rest());
    }

    /** Rooms that the user has had to do with, and has not forgotten. What of each they may see is asked where it counts. */
    private Set<RoomId> rooms() {
        return snapshot.membershipsOf(reader.user()).stream().filter(row -> !row.forgotten())
                .map(MembershipRow::roomId).filter(request.filter()::acceptsRoom)
                .filter(room -> isOfGroup(Grouping.ROOM, room.value())).collect(Collectors.toSet());
    }

    private Optional<Found> match(StoredEvent stored) {
        boolean isWanted = request.filter().accepts(stored.event())
                && isOfGroup(Grouping.SENDER, stored.event().sender().value());
        if (!isWanted) {
            return Optional.empty();
        }
        return request.keys().stream().map(key -> request.term().match(key.text(stored.event())))
                .flatMap(Optional::stream).findFirst().flatMap(hit -> reading(stored.event().roomId())
                        .filter(reading -> isVisible(stored, reading))
                        .map(reading -> new Found(stored, reading, hit.rank(), hit.found())));
    }

    private boolean isOfGroup(Grouping grouping, String value) {
        return request.from().flatMap(SearchToken::group).filter(key -> key.grouping() == grouping)
                .map(key -> key.value().equals(value)).orElse(true);
    }

    private boolean isVisible(StoredEvent stored, Reading reading) {
        return stored.position() <= reading.newest() && reading.history().allows(stored)
                && !format.isErased(stored, reading.history());
    }

    /** What of a room is searched: nothing if it is encrypted, as most that is said there could not be found. */
    private Optional<Reading> reading(RoomId roomId) {
        return readings.computeIfAbsent(roomId, _ -> RoomView.of(snapshot, reader.user(), roomId)
                .filter(_ -> snapshot.ofRoomLists().overview(roomId).map(RoomOverview::description)
                        .filter(description -> description.encryption().isEmpty()).isPresent())
                .map(view -> new Reading(roomId, view.position(),
                        VisibleHistory.of(snapshot, reader.user(), roomId))));
    }
}
