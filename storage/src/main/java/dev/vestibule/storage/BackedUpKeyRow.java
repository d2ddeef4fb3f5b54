package dev.vestibule.storage;

/**
 * A key in a backup.
 *
 * @param roomId    of the room whose messages it opens; whatever the client calls it
 * @param sessionId of the session whose messages it opens
 */
public record BackedUpKeyRow(String roomId, String sessionId, BackedUpKey key) {}
