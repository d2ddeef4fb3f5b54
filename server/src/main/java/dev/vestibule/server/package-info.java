/**
 * The homeserver: the entry point, which wires storage, use cases and HTTP together with constructors.
 */
package dev.vestibule.server;
