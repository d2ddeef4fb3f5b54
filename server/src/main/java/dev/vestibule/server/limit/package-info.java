/**
 * How often somebody may do something: Synapse's rate limits, each with a name, a rate and a burst.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#rate-limiting">Rate limiting</a>
 */
package dev.vestibule.server.limit;
