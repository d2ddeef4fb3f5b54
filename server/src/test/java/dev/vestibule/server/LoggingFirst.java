package dev.vestibule.server;

import org.junit.jupiter.api.extension.Extension;
import org.slf4j.LoggerFactory;

/**
 * Sets logging up before any test runs. When several threads ask SLF4J for their first logger at once, as tests side by
 * side do, one of them may get a logger that never logs. JUnit finds and makes this once, before it begins.
 */
public final class LoggingFirst implements Extension {
    /** For JUnit. */
    public LoggingFirst() {
        LoggerFactory.getILoggerFactory();
    }
}
