/**
 * The authorization rules of room versions 1 to 12. {@link dev.vestibule.authz.rule.Authorizer} decides on an event,
 * {@link dev.vestibule.authz.rule.AuthRule} lists the rules with their numbers, and the classes that end in
 * {@code Rules} hold one clause each, in the order of the specification.
 */
package dev.vestibule.authz.rule;
