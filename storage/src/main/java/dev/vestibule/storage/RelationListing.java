package dev.vestibule.storage;

import dev.vestibule.authz.id.EventId;
import java.util.Optional;

/**
 * A page of the events that relate to another one.
 *
 * @param parent       the event they relate to
 * @param relationType only those that relate to it like this
 * @param eventType    only those of this type
 * @param depth        over how many steps they may relate to it; 1 for directly alone. Those in between must be of the
 *                     wanted types, too
 * @param part         the part of the stream to look at
 * @param direction    in which order
 * @param limit        how many at most, from the end where {@code direction} begins
 */
public record RelationListing(EventId parent, Optional<String> relationType, Optional<String> eventType, int depth,
        Span part, Direction direction, int limit) {}
