/** What a room can be asked to do: one class for each verb, and the locked room they all work on. No HTTP. */
package dev.vestibule.server.room;
