package dev.vestibule.server.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The part of what was found that is told at once.
 *
 * @param count how many results there are, as far as is known
 * @param page  the results
 * @param rest  the results that were found and come after it
 */
record ResultPage(SearchRequest request, int count, List<Found> page, List<Found> rest, long upTo, long lookedTo) {

    private static final Comparator<Found> BY_RANK = Comparator.comparingDouble(Found::rank).reversed()
            .thenComparing(Comparator.comparingLong(Found::position).reversed());

    /** @param upTo where the search began to look */
    static ResultPage of(SearchRequest request, Finding.Result result, long upTo) {
        int told = request.from().map(SearchToken::skip).orElse(0);
        return switch (request.order()) {
            // The place in the stream has passed over what was told.
            case RECENT -> cut(request, told + result.found().size(), result.found(), upTo, result.lookedTo());
            case RANK -> cut(request, result.found().size(),
                    result.found().stream().sorted(BY_RANK).skip(told).toList(), upTo, result.lookedTo());
        };
    }

    private static ResultPage cut(SearchRequest request, int count, List<Found> left, long upTo, long lookedTo) {
        int limit = Math.min(request.limit(), left.size());
        return new ResultPage(request, count, left.subList(0, limit), left.subList(limit, left.size()), upTo, lookedTo);
    }

    /** Where the search goes on; empty if there is nothing left. */
    Optional<SearchToken> next() {
        return next(page, rest).map(token -> request.from().flatMap(SearchToken::group).map(token::of).orElse(token));
    }

    /** Where the search for the results of a group goes on. */
    Optional<SearchToken> next(SearchToken.GroupKey group) {
        return next(of(group, page), of(group, rest)).map(token -> token.of(group));
    }

    private static List<Found> of(SearchToken.GroupKey group, List<Found> results) {
        return results.stream().filter(found -> group.grouping().value(found.event().event()).equals(group.value()))
                .toList();
    }

    private Optional<SearchToken> next(List<Found> shown, List<Found> left) {
        if (request.limit() == 0) {
            return Optional.empty();
        }
        int told = request.from().map(SearchToken::skip).orElse(0) + shown.size();
        if (left.isEmpty()) {
            return lookedTo == 0 ? Optional.empty() : Optional.of(beyond(told));
        }
        return Optional.of(switch (request.order()) {
            case RECENT -> new SearchToken(shown.getLast().position() - 1, told, Optional.empty());
            case RANK -> new SearchToken(upTo, told, Optional.empty());
        });
    }

    /** Ranks are compared among what is looked at for one answer. */
    private SearchToken beyond(int told) {
        return new SearchToken(lookedTo, request.order() == SearchRequest.Order.RECENT ? told : 0, Optional.empty());
    }
}
