/**
 * A small identity server for tests and laptops: it knows which address belongs to which user, keeps invites for
 * addresses that belong to nobody yet, and signs for who turns out to own one. It sends no mail and trusts who tells it
 * that an address is theirs. Nothing here knows HTTP.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/">Identity Service API</a>
 */
package dev.vestibule.identity;
