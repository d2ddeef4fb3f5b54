package dev.vestibule.storage.internal;

import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Looks for a text within texts, in capitals or not; the signs that SQL's patterns give a meaning have none. */
final class Search {
    private static final char ESCAPE = '!';

    private Search() {}

    /** Whether a column has the text somewhere in it. */
    static Condition contains(Field<String> column, String text) {
        return matches(column, "%", text, "%");
    }

    /**
     * Whether a column has the text somewhere in it, between two patterns.
     *
     * @param before a pattern of SQL
     * @param after a pattern of SQL
     */
    static Condition matches(Field<String> column, String before, String text, String after) {
        String literal = text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return DSL.lower(column).like(before + literal + after, ESCAPE);
    }
}
