/**
 * What this homeserver has to do with identity servers: which of them it may ask, and what it asks them. How the
 * questions travel is somebody else's.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/">Identity Service API</a>
 */
package dev.vestibule.server.identity;
