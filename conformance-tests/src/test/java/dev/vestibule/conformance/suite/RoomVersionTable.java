package dev.vestibule.conformance.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Arguments of a {@code @ParameterizedTest}, as a table whose first column names room versions ({@code 1-12},
 * {@code 7-9,12}). Each row is run for each of its versions; the test method takes the version as its first argument.
 * Columns are parted by {@code |}; lines that begin with {@code #} are headings. The system property
 * {@code homeserver.room-versions}, written as a first column is, leaves out all other versions, except in a
 * table that speaks of none of them.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(RoomVersionRows.class)
public @interface RoomVersionTable {

    /** The table, a text block. */
    String value();
}
