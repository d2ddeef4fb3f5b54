package dev.vestibule.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.view.EventContext;
import dev.vestibule.server.view.EventFilter;
import dev.vestibule.server.view.FilterJson;
import dev.vestibule.server.view.HistoryPage;
import dev.vestibule.server.view.NearestEvent;
import dev.vestibule.server.view.RelationPage;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.server.view.ThreadPage;
import dev.vestibule.storage.Direction;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Query parameters that several endpoints have in common: which part of a history to read, and how much of it.
 *
 * @param call the request
 */
public record HistoryQuery(Call call) {

    private static final int DEFAULT_LIMIT = 10;
    private static final int DEFAULT_RELATIONS = 5;

    /**
     * The page of {@code /messages}.
     *
     * @param otherwise the direction if the request names none
     * @throws MatrixException 400 if a parameter is missing or wrong
     */
    public HistoryPage page(Optional<Direction> otherwise) {
        return new HistoryPage(token("from"), token("to"), direction(otherwise), limit().orElse(DEFAULT_LIMIT),
                filter());
    }

    /**
     * How much of the context of an event to read.
     *
     * @throws MatrixException 400 if a parameter is wrong
     */
    public EventContext context() {
        return new EventContext(limit().orElse(DEFAULT_LIMIT), filter());
    }

    /**
     * The moment of {@code /timestamp_to_event}.
     *
     * @throws MatrixException 400 if a parameter is missing or wrong
     */
    public NearestEvent moment() {
        long moment = call.queryNumber("ts").orElseThrow(() -> MatrixException.missingParam("ts"));
        return new NearestEvent(Instant.ofEpochMilli(moment), direction(Optional.of(Direction.FORWARDS)));
    }

    /**
     * The page of {@code /relations}.
     *
     * @throws MatrixException 400 if a parameter is wrong
     */
    public RelationPage relations(Optional<String> relationType, Optional<String> eventType) {
        return new RelationPage(call.eventId(), relationType, eventType, token("from"), token("to"),
                direction(Optional.of(Direction.BACKWARDS)), limit().orElse(DEFAULT_RELATIONS),
                call.queryBoolean("recurse"));
    }

    /**
     * The page of {@code /threads}.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if a parameter is wrong
     */
    public ThreadPage threads() {
        int limit = limit().orElse(DEFAULT_RELATIONS);
        if (limit == 0) {
            throw MatrixException.invalidParam("'limit' must be greater than zero.");
        }
        boolean ownOnly = call.query("include").map(text -> switch (text) {
            case "all" -> false;
            case "participated" -> true;
            default -> throw MatrixException.invalidParam("'include' must be all or participated.");
        }).orElse(false);
        return new ThreadPage(ownOnly, token("from"), limit);
    }

    /**
     * How much to read at most, if the request says so.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if it is no number
     */
    public OptionalInt limit() {
        return call.queryNumber("limit").map(limit -> OptionalInt.of((int) Math.min(limit, Integer.MAX_VALUE - 1)))
                .orElse(OptionalInt.empty());
    }

    private Direction direction(Optional<Direction> otherwise) {
        return call.query("dir").map(text -> switch (text) {
            case "b" -> Direction.BACKWARDS;
            case "f" -> Direction.FORWARDS;
            default -> throw MatrixException.invalidParam("'dir' must be b or f.");
        }).or(() -> otherwise).orElseThrow(() -> MatrixException.missingParam("dir"));
    }

    private Optional<StreamToken> token(String name) {
        return call.query(name).map(token -> StreamToken.parse(name, token));
    }

    private EventFilter filter() {
        return call.query("filter").map(text -> {
            try {
                return FilterJson.eventFilter("filter", JsonTree.read(text));
            } catch (JsonProcessingException malformed) {
                throw MatrixException.notJson("'filter' must be a JSON object.");
            }
        }).orElse(EventFilter.ALL);
    }
}
