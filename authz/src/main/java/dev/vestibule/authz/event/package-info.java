/**
 * Events: what they are made of, how they are built, hashed, signed and redacted, and which other events authorize them.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#pdus">Persistent data units</a>
 */
package dev.vestibule.authz.event;
