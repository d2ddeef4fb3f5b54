package dev.vestibule.server.push;

import java.util.Locale;

/** Words in which no character is special, looked for in a text whatever their case. */
record LiteralWords(String words) {
    LiteralWords {
        words = words.toLowerCase(Locale.ROOT);
    }

    /** Whether they stand in a text where words begin and end. */
    boolean isIn(String text) {
        String lower = Glob.lookedAt(text);
        for (int at = lower.indexOf(words); at >= 0; at = lower.indexOf(words, at + 1)) {
            if (Glob.isBoundary(lower, at) && Glob.isBoundary(lower, at + words.length())) {
                return true;
            }
        }
        return false;
    }
}
