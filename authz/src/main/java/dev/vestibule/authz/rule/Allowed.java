package dev.vestibule.authz.rule;

/**
 * The event is authorized.
 *
 * @param citation the rule that allowed it
 * @param facts what the rules looked at, in order
 */
public record Allowed(Citation citation, Facts facts) implements Decision {

    /** For logs: the rule and the facts on one line. */
    @Override
    public String toString() {
        return "Allowed by " + citation + " " + facts;
    }
}
