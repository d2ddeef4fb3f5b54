/** What administrators of the server are shown and may do that nobody else is or may. */
package dev.vestibule.server.admin;
