/**
 * Rooms, events, state, memberships and accounts, kept in SQL.
 */
package dev.vestibule.storage;
