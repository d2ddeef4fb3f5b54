/**
 * The identifiers of Matrix as types: a value that exists has the right grammar.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#identifier-grammar">Identifier grammar</a>
 */
package dev.vestibule.authz.id;
