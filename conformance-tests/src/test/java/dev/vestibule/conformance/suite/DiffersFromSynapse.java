package dev.vestibule.conformance.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks cases that are known to fail against Synapse, for a reason that {@code docs/running-conformance.md} gives. They carry
 * the tag {@code differs-from-synapse}, so that a run can leave them out or run them alone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("differs-from-synapse")
public @interface DiffersFromSynapse {}
