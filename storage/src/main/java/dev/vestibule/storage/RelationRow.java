package dev.vestibule.storage;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;

/**
 * An event that relates to another one, without its content.
 *
 * @param event          the child
 * @param position       where the child stands in the stream
 * @param target         the parent
 * @param relationType   how it relates
 * @param type           the child's type
 * @param originServerTs the child's, in milliseconds since 1970
 * @param canReplace     whether the child has what an edit needs by itself, whatever its parent is
 */
public record RelationRow(EventId event, long position, EventId target, String relationType, String type,
        UserId sender, long originServerTs, boolean canReplace) {}
