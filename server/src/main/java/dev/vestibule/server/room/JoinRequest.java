package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a join says besides who and where.
 *
 * @param reason           stored as the member event's {@code reason}
 * @param extraContent     further keys of the body of {@code POST /join/{roomIdOrAlias}}, stored in the member
 *                         event as they are; empty for the other form
 * @param thirdPartySigned redeems a third-party invite
 */
public record JoinRequest(Optional<String> reason, ObjectNode extraContent,
        Optional<ThirdPartySigned> thirdPartySigned) {

    boolean saysSomething() {
        return reason.isPresent() || !extraContent.isEmpty();
    }
}
