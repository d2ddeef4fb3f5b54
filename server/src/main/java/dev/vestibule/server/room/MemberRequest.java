package dev.vestibule.server.room;

import dev.vestibule.authz.id.UserId;
import java.util.Optional;

/**
 * The body of kick, ban and unban.
 *
 * @param target whose membership is to change
 * @param reason stored as the member event's {@code reason}
 */
public record MemberRequest(UserId target, Optional<String> reason) {}
