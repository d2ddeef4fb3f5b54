package dev.vestibule.storage;

/**
 * A part of the stream.
 *
 * @param after the stream position before the first that belongs to it
 * @param upTo  the last that does
 */
public record Span(long after, long upTo) {}
