package dev.vestibule.conformance.suite;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A room on the homeserver.
 *
 * @param id such as {@code !abc:localhost}
 */
public record Room(String id) {

    /** The v3 endpoint {@code /rooms/{roomId}/…}. */
    public Endpoint endpoint(String... segments) {
        return endpointUnder("v3", segments);
    }

    /** As {@link #endpoint} under another prefix. */
    public Endpoint endpointUnder(String prefix, String... segments) {
        return Endpoint.under(prefix,
                Stream.concat(Stream.of("rooms", id), Arrays.stream(segments)).toArray(String[]::new));
    }

    /** The endpoint of one piece of state. */
    public Endpoint state(String type, String stateKey) {
        return endpoint("state", type, stateKey);
    }
}
