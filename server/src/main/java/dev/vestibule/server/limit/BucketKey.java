package dev.vestibule.server.limit;

/**
 * Whose bucket it is.
 *
 * @param key     what is counted for: a user, a room, an address
 * @param setting part of the key, so that another setting begins with another bucket
 */
record BucketKey(Limiter limiter, String key, Setting setting) {}
