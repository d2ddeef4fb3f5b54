package dev.vestibule.server.search;

import dev.vestibule.authz.event.Event;
import java.util.Arrays;
import java.util.Optional;

/** By what results of a search are grouped. */
public enum Grouping {
    ROOM("room_id") {
        @Override
        String value(Event event) {
            return event.roomId().value();
        }
    },
    SENDER("sender") {
        @Override
        String value(Event event) {
            return event.sender().value();
        }
    };

    private final String wire;

    Grouping(String wire) {
        this.wire = wire;
    }

    /** The grouping as it stands in requests; empty if there is no such. */
    public static Optional<Grouping> of(String wire) {
        return Arrays.stream(values()).filter(grouping -> grouping.wire.equals(wire)).findFirst();
    }

    /** What it is called in requests and answers. */
    String wire() {
        return wire;
    }

    /** In which group an event is. */
    abstract String value(Event event);
}
