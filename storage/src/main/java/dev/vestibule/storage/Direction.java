package dev.vestibule.storage;

/** Which way a timeline is read. */
public enum Direction {
    /** From the oldest event on. */
    FORWARDS,
    /** From the newest event back. */
    BACKWARDS
}
