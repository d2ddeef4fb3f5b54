/**
 * The handlers of the client-server API: each parses, asks one use case, answers.
 */
package dev.vestibule.server.http.client;
