package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.search.Grouping;
import dev.vestibule.server.search.SearchKey;
import dev.vestibule.server.search.SearchRequest;
import dev.vestibule.server.search.SearchTerm;
import dev.vestibule.server.search.SearchToken;
import dev.vestibule.server.view.FilterJson;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the body of {@code /search}. */
final class SearchBody {

    private static final long DEFAULT_SURROUNDINGS = 5;

    private SearchBody() {}

    /**
     * What to search; empty if the only category there is was not asked for.
     *
     * @param nextBatch where an earlier search ended
     * @throws MatrixException 400 if something is missing or wrong
     */
    static Optional<SearchRequest> request(JsonBody body, Optional<String> nextBatch) {
        return new JsonBody(body.object("search_categories")).optionalObject("room_events")
                .map(roomEvents -> request(new JsonBody(roomEvents), roomEvents, nextBatch));
    }

    private static SearchRequest request(JsonBody body, ObjectNode tree, Optional<String> nextBatch) {
        return new SearchRequest(SearchTerm.parse(body.string("search_term")), keys(body),
                FilterJson.eventFilter("filter", tree.path("filter")), order(body),
                body.optionalObject("event_context").map(JsonBody::new).map(SearchBody::surroundings),
                body.optionalBoolean("include_state").orElse(false), groupings(body),
                nextBatch.map(SearchToken::parse));
    }

    private static Set<SearchKey> keys(JsonBody body) {
        return body.optionalArray("keys").map(array -> {
            Set<SearchKey> keys = EnumSet.noneOf(SearchKey.class);
            array.forEach(key -> keys.add(known("keys", key, SearchKey::of)));
            return keys;
        }).orElseGet(() -> EnumSet.allOf(SearchKey.class));
    }

    private static SearchRequest.Order order(JsonBody body) {
        return body.optionalString("order_by").map(text -> switch (text) {
            case "rank" -> SearchRequest.Order.RANK;
            case "recent" -> SearchRequest.Order.RECENT;
            default -> throw MatrixException.invalidParam("'order_by' must be rank or recent.");
        }).orElse(SearchRequest.Order.RANK);
    }

    private static SearchRequest.Surroundings surroundings(JsonBody body) {
        return new SearchRequest.Surroundings(limit(body, "before_limit"), limit(body, "after_limit"),
                body.optionalBoolean("include_profile").orElse(false));
    }

    private static int limit(JsonBody body, String key) {
        return (int) Math.min(body.optionalNumber(key).orElse(DEFAULT_SURROUNDINGS), Integer.MAX_VALUE);
    }

    private static Set<Grouping> groupings(JsonBody body) {
        Set<Grouping> groupings = EnumSet.noneOf(Grouping.class);
        body.optionalObject("groupings").map(JsonBody::new).flatMap(inner -> inner.optionalArray("group_by"))
                .ifPresent(array -> array.forEach(
                        group -> groupings.add(known("groupings.group_by", group.path("key"), Grouping::of))));
        return groupings;
    }

    private static <T> T known(String name, JsonNode text, Function<String, Optional<T>> parser) {
        return Optional.ofNullable(text.textValue()).flatMap(parser).orElseThrow(
                () -> MatrixException.invalidParam("'" + name + "' holds " + text + ", which is not known."));
    }
}
