package dev.vestibule.server.push;

import java.util.Locale;

/**
 * A pattern of push rules, in which {@code *} stands for any characters and {@code ?} for one, whatever their case. All
 * ways to match are followed at once, so that no pattern takes longer than its length times that of the text. Of a text
 * the beginning alone is looked at.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#glob-style-matching">glob-style matching</a>
 */
record Glob(String pattern) {
    private static final int MOST_LOOKED_AT = 4_096;

    Glob {
        pattern = pattern.toLowerCase(Locale.ROOT);
    }

    /** Whether it matches a text from its beginning to its end. */
    boolean matchesAll(String text) {
        return matches(lookedAt(text), false);
    }

    /** Whether it matches a part of a text that begins and ends where words do. */
    boolean matchesWords(String text) {
        return matches(lookedAt(text), true);
    }

    /** What of a text is looked at, in small letters. */
    static String lookedAt(String text) {
        return text.substring(0, Math.min(text.length(), MOST_LOOKED_AT)).toLowerCase(Locale.ROOT);
    }

    private boolean matches(String text, boolean words) {
        // Which parts of the pattern, each from its beginning, match up to here.
        boolean[] matched = new boolean[pattern.length() + 1];
        for (int at = 0; at <= text.length(); at++) {
            matched[0] |= at == 0 || (words && isBoundary(text, at));
            for (int i = 0; i < pattern.length(); i++) {
                matched[i + 1] |= matched[i] && pattern.charAt(i) == '*';
            }
            boolean mayEnd = at == text.length() || (words && isBoundary(text, at));
            if (mayEnd && matched[pattern.length()]) {
                return true;
            }
            if (at < text.length()) {
                step(matched, text.charAt(at));
            }
        }
        return false;
    }

    private void step(boolean[] matched, char next) {
        for (int i = pattern.length(); i > 0; i--) {
            char expected = pattern.charAt(i - 1);
            boolean stays = i < pattern.length() && matched[i] && pattern.charAt(i) == '*';
            matched[i] = stays || (matched[i - 1] && (expected == '?' || expected == '*' || expected == next));
        }
        matched[0] = matched[0] && !pattern.isEmpty() && pattern.charAt(0) == '*';
    }

    static boolean isBoundary(String text, int at) {
        return at == 0 || at == text.length() || !isWord(text.charAt(at - 1)) || !isWord(text.charAt(at));
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
