package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A version of a user's backup of keys.
 *
 * @param authData what the algorithm needs: a JSON object
 * @param etag     how often its keys changed
 * @param keys     how many there are
 * @param deleted  whether all that is left of it is its number
 */
public record BackupRow(long version, String algorithm, JsonNode authData, long etag, long keys, boolean deleted) {}
