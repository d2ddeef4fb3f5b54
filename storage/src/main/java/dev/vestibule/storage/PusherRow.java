package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a device wants to be notified.
 *
 * @param appId   which application it is for
 * @param pushKey what the application calls the place
 * @param content the rest, as the client said it: a JSON object
 */
public record PusherRow(String appId, String pushKey, JsonNode content) {}
