/**
 * Tests of the Matrix client-server API over HTTP alone, for any homeserver whose URL is given: one class for each
 * operation of the spec. {@code suite} holds what the tests are told with: the homeserver, the actors, the rooms.
 */
package dev.vestibule.conformance;
