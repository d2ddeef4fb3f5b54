/** Tells clients what is new, and wakes them when something is. */
package dev.vestibule.server.sync;
