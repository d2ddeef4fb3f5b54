package dev.vestibule.server.http;

import dev.vestibule.server.account.Requester;

/** Is told of every request with a valid access token. */
@FunctionalInterface
public interface Visitors {
    /**
     * Somebody asks. Called before they are answered, so it must not take long.
     *
     * @param address   where the request comes from
     * @param userAgent which program sent it; empty if it does not say
     */
    void came(Requester who, String address, String userAgent);
}
