package dev.vestibule.storage;

/**
 * A thread of a room.
 *
 * @param root   the event that began it
 * @param latest the stream position of the latest event in it
 */
public record ThreadRow(StoredEvent root, long latest) {}
