/**
 * The handlers of the administration API, in the form Synapse gave it.
 */
package dev.vestibule.server.http.admin;
