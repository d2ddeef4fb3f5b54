/**
 * What administrators of the server are shown and may do that nobody else is or may, and how an account ends, by their
 * hand or its owner's.
 */
package dev.vestibule.server.admin;
