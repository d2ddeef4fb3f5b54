package dev.vestibule.server.limit;

import dev.vestibule.authz.id.UserId;

/** Somebody whose requests are counted. */
public interface Limited {
    /** Whose account it is. */
    UserId user();

    /** What the limits mean to them. */
    Allowance allowance();
}
