/**
 * Ed25519, the signatures of Matrix. Keys and checks are the JDK's; signing has a path of its own, as it happens for
 * every event and the JDK spends most of a membership change's time on it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#signing-details">Signing details</a>
 */
package dev.vestibule.authz.ed25519;
