/**
 * The Matrix model and the authorization rules: pure values and functions, without SQL, HTTP, clock or threads.
 */
package dev.vestibule.authz;
