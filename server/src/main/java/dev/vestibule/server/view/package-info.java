/** What a user may see of a room, and how events look to them. */
package dev.vestibule.server.view;
