package dev.vestibule.authz.rule;

/**
 * The event is not authorized.
 *
 * @param citation the rule that rejected it
 * @param facts what the rules looked at, in order
 */
public record Rejected(Citation citation, Facts facts) implements Decision {

    /**
     * Why, in a sentence for people: the users, the level they have and the level they need, ending with the rule. For
     * example "@bob:localhost cannot ban @carol:localhost: power level 0 is below the ban level 50. Rejected by room
     * version 11, authorization rule 4.6.3 [BAN_OTHERWISE]."
     */
    public String sentence() {
        return Reasons.of(this) + " Rejected by " + citation + ".";
    }

    /** For logs: the rule and the facts on one line. */
    @Override
    public String toString() {
        return "Rejected by " + citation + " " + facts;
    }
}
