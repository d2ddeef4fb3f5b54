package dev.vestibule.server.room;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.Objects;
import java.util.Set;

/**
 * The room that is to take another one's place.
 *
 * @param version            its room version
 * @param additionalCreators who shares the upgrader's power in it; without effect in versions that know no such thing
 */
public record UpgradeRequest(RoomVersion version, Set<UserId> additionalCreators) {
    public UpgradeRequest {
        Objects.requireNonNull(version, "version");
        additionalCreators = Set.copyOf(additionalCreators);
    }
}
