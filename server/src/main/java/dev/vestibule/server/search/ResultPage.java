package dev.vestibule.server.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The part of what was found that is told at once.
 *
 * @param count how many results there are, as far as is known
 * @param told  the results that were told before, as far as they are found again
 * @param page  the results
 * @param rest  the results that were found and come after it
 */
record ResultPage(SearchRequest request, int count, List<Found> told, List<Found> page, List<Found> rest,
        long upTo, long lookedTo) {

    private static final Comparator<Found> BY_RANK = Comparator.comparingDouble(Found::rank).reversed()
            .thenComparing(Comparator.comparingLong(Found::position).reversed());

    /** @param upTo where the search began to look */
    static ResultPage of(SearchRequest request, Finding.Result result, long upTo) {
        int told = request.from().map(SearchToken::skip).orElse(0);
        return switch (request.order()) {
            // The place in the stream has passed over what was told.
            case RECENT ->
                cut(request, told + result.found().size(), List.of(), result.found(), upTo, result.lookedTo());
            case RANK -> {
                List<Found> ranked = result.found().stream().sorted(BY_RANK).toList();
                int passed = Math.min(told, ranked.size());
                yield cut(request, ranked.size(), ranked.subList(0, passed), ranked.subList(passed, ranked.size()),
                        upTo, result.lookedTo());
            }
        };
    }

    private static ResultPage cut(SearchRequest request, int count, List<Found> told, List<Found> left, long upTo,
            long lookedTo) {
        int limit = Math.min(request.limit(), left.size());
        return new ResultPage(request, count, told, left.subList(0, limit), left.subList(limit, left.size()), upTo,
                lookedTo);
    }

    /** Where the search goes on; empty if there is nothing left. */
    Optional<SearchToken> next() {
        return next(told, page, rest)
                .map(token -> request.from().flatMap(SearchToken::group).map(token::of).orElse(token));
    }

    /** Where the search for the results of a group goes on. */
    Optional<SearchToken> next(SearchToken.GroupKey group) {
        return next(of(group, told), of(group, page), of(group, rest)).map(token -> token.of(group));
    }

    private static List<Found> of(SearchToken.GroupKey group, List<Found> results) {
        return results.stream().filter(found -> group.grouping().value(found.event().event()).equals(group.value()))
                .toList();
    }

    private Optional<SearchToken> next(List<Found> before, List<Found> shown, List<Found> left) {
        if (request.limit() == 0) {
            return Optional.empty();
        }
        int passed = shown.size() + switch (request.order()) {
            case RECENT -> request.from().map(SearchToken::skip).orElse(0);
            case RANK -> before.size();
        };
        if (left.isEmpty()) {
            return lookedTo == 0 ? Optional.empty() : Optional.of(beyond(passed));
        }
        return Optional.of(switch (request.order()) {
            case RECENT -> new SearchToken(shown.getLast().position() - 1, passed, Optional.empty());
            case RANK -> new SearchToken(upTo, passed, Optional.empty());
        });
    }

    /** Ranks are compared among what is looked at for one answer. */
    private SearchToken beyond(int passed) {
        return new SearchToken(lookedTo, request.order() == SearchRequest.Order.RECENT ? passed : 0, Optional.empty());
    }
}
