package dev.vestibule.authz.json;

import java.util.Comparator;

/**
 * Sorts texts by Unicode code point. {@link String#compareTo} sorts by UTF-16 unit, which puts U+1F600 (its first half
 * is D83D) before U+FF5E and so makes other bytes, other hashes and other event IDs than every other server.
 */
final class CodePointOrder implements Comparator<String> {
    static final CodePointOrder INSTANCE = new CodePointOrder();

    private CodePointOrder() {}

    @Override
    public int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return rank(a) - rank(b);
            }
        }
        return left.length() - right.length();
    }

    /** Surrogates stand for code points above U+FFFF, so they rank above the units E000 to FFFF. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
