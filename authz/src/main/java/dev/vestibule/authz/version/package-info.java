/**
 * The room versions, each as answers to named questions, so that no other code compares version numbers.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/">Room versions</a>
 */
package dev.vestibule.authz.version;
