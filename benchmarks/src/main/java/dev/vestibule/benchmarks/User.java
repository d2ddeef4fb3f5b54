package dev.vestibule.benchmarks;

/**
 * A registered user of the homeserver under load.
 *
 * @param userId as the homeserver answered it
 * @param accessToken of the device made by the registration
 */
record User(String userId, String accessToken) {}
