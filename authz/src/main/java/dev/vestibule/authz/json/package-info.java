/**
 * JSON as Matrix needs it: numbers kept exactly, and the canonical form that hashes and signatures are made of.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#canonical-json">Canonical JSON</a>
 */
package dev.vestibule.authz.json;
