package dev.vestibule.authz.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The facts behind a decision, in the order in which the rules looked at them, each once. The first are always the
 * event's sender and type and, for a member event, its target.
 *
 * @param list the facts; no two have the same name
 */
public record Facts(List<Fact> list) {

    /** Takes a copy of the list. */
    public Facts {
        list = List.copyOf(list);
    }

    /** What was found under a name, if any rule looked at it before one decided. */
    public Optional<String> value(String name) {
        return list.stream().filter(fact -> fact.name().equals(name)).map(Fact::value).findFirst();
    }

    @Override
    public String toString() {
        return list.stream().map(Fact::toString).collect(Collectors.joining(", ", "{", "}"));
    }
}
