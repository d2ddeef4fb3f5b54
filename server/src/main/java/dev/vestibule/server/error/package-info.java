/**
 * How a request is refused: the codes of the Matrix specification and the one exception that carries them to the edge.
 */
package dev.vestibule.server.error;
