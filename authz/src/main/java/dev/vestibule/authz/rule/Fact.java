package dev.vestibule.authz.rule;

import java.util.Objects;

/**
 * Something a rule looked at, e.g. {@code sender's membership} = {@code join}.
 *
 * @param name what was looked at, one of the constants of {@link FactName} or a {@link Level#title()}
 * @param value what was found, in the spelling of the event format
 */
public record Fact(String name, String value) {

    /** Refuses nulls. */
    public Fact {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
