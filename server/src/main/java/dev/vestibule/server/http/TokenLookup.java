package dev.vestibule.server.http;

import dev.vestibule.server.account.Requester;
import java.util.Optional;

/** Finds whose an access token is. */
@FunctionalInterface
public interface TokenLookup {
    /** Who has this token; empty if nobody has, or has any longer. */
    Optional<Requester> requester(String accessToken);
}
