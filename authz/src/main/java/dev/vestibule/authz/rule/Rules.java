package dev.vestibule.authz.rule;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An ordered list of rules, the code form of a numbered list on a room version's page: the first rule with an opinion
 * decides. A rule that has no number in the event's room version is passed over.
 *
 * @param <S> what the rules ask questions about
 */
final class Rules<S extends Subject> {

    private final List<Item<S>> items;

    private Rules(List<Item<S>> items) {
        this.items = items;
    }

    /** A list of rules and nested lists. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of copies the array
    static <S extends Subject> Rules<S> inOrder(Item<S>... items) {
        return new Rules<>(List.of(items));
    }

    /** The decision of the first rule with an opinion; empty when no rule has one. */
    Optional<Decision> decide(S subject) {
        for (Item<S> item : items) {
            Optional<Decision> decision = item.decide(subject);
            if (decision.isPresent()) {
                return decision;
            }
        }
        return Optional.empty();
    }

    /** Every rule in this list and the lists in it, in the order of the text. */
    Stream<AuthRule> rules() {
        return items.stream().flatMap(Item::rules);
    }

    /** Rejects when the condition holds; else has no opinion. */
    static <S extends Subject> Item<S> rejectIf(AuthRule rule, Predicate<S> condition) {
        return new Single<>(rule, condition, Effect.REJECTS_IF);
    }

    /** Allows when the condition holds; else has no opinion. */
    static <S extends Subject> Item<S> allowIf(AuthRule rule, Predicate<S> condition) {
        return new Single<>(rule, condition, Effect.ALLOWS_IF);
    }

    /** Allows when the condition holds, and rejects when it does not. */
    static <S extends Subject> Item<S> allowOnlyIf(AuthRule rule, Predicate<S> condition) {
        return new Single<>(rule, condition, Effect.ALLOWS_ONLY_IF);
    }

    /** Rejects whatever comes this far. */
    static <S extends Subject> Item<S> otherwiseReject(AuthRule rule) {
        return rejectIf(rule, subject -> true);
    }

    /** Allows whatever comes this far. */
    static <S extends Subject> Item<S> otherwiseAllow(AuthRule rule) {
        return allowIf(rule, subject -> true);
    }

    /** A nested list that always counts. */
    static <S extends Subject> Item<S> clause(Rules<S> rules) {
        return about(List::of, rules);
    }

    /** A nested list that counts only when the condition holds. */
    static <S extends Subject> Item<S> when(Predicate<S> condition, Rules<S> rules) {
        return about(subject -> condition.test(subject) ? List.of(subject) : List.of(), rules);
    }

    /** A nested list that asks about something else, and counts once for each of them; for none, not at all. */
    static <S extends Subject, T extends Subject> Item<S> about(Function<S, List<T>> others, Rules<T> rules) {
        return new Nested<>(others, rules);
    }

    /** One entry of the list. */
    sealed interface Item<S extends Subject> {

        Optional<Decision> decide(S subject);

        Stream<AuthRule> rules();
    }

    private enum Effect {
        REJECTS_IF, ALLOWS_IF, ALLOWS_ONLY_IF
    }

    private record Single<S extends Subject>(AuthRule rule, Predicate<S> condition, Effect effect)
            implements
                Item<S> {

        @Override
        public Optional<Decision> decide(S subject) {
            return rule.citation(subject.candidate().version()).flatMap(citation -> decide(subject, citation));
        }

        private Optional<Decision> decide(S subject, Citation citation) {
            boolean holds = condition.test(subject);
            boolean decides = holds || effect == Effect.ALLOWS_ONLY_IF;
            if (!decides) {
                return Optional.empty();
            }
            Facts facts = subject.candidate().facts();
            boolean allows = holds && effect != Effect.REJECTS_IF;
            return Optional.of(allows ? new Allowed(citation, facts) : new Rejected(citation, facts));
        }

        @Override
        public Stream<AuthRule> rules() {
            return Stream.of(rule);
        }
    }

    private record Nested<S extends Subject, T extends Subject>(Function<S, List<T>> others, Rules<T> inner)
            implements
                Item<S> {

        @Override
        public Optional<Decision> decide(S subject) {
            for (T other : others.apply(subject)) {
                Optional<Decision> decision = inner.decide(other);
                if (decision.isPresent()) {
                    return decision;
                }
            }
            return Optional.empty();
        }

        @Override
        public Stream<AuthRule> rules() {
            return inner.rules();
        }
    }
}
