/**
 * Tests of the Matrix client-server API over HTTP alone, for any homeserver whose URL is given.
 */
package dev.vestibule.conformance;
