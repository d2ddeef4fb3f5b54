package dev.vestibule.authz.rule;

/**
 * What the authorization rules say about an event: the one rule that decided, and the facts the rules looked at on the
 * way to it.
 */
public sealed interface Decision permits Allowed, Rejected {

    /** The rule that decided. */
    Citation citation();

    /** What the rules looked at until one decided, in that order. */
    Facts facts();

    /** Whether the event may become part of the room. */
    default boolean allowed() {
        return this instanceof Allowed;
    }
}
