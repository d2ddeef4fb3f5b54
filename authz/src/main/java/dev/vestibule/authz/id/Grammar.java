package dev.vestibule.authz.id;

import java.util.Objects;

/** What the identifiers with a sigil have in common: the sigil, the length limit, the characters no identifier has. */
final class Grammar {
    /** The longest identifier in bytes, sigil and domain included. */
    static final int MAX_BYTES = 255;

    /** SHA-256 has 32 bytes, which are 43 characters of Base64 without padding. */
    private static final int HASH_LENGTH = 43;

    private static final int MAX_SHOWN = 80;

    private Grammar() {}

    /**
     * Checks what holds for every identifier with a sigil.
     *
     * @param kind what the identifier is called in a message, with its article: "a user ID"
     */
    static void check(String kind, char sigil, String value) {
        Objects.requireNonNull(value, kind);
        if (value.isEmpty() || value.charAt(0) != sigil) {
            throw invalid(value, kind, "it must start with '" + sigil + "'");
        }
        int bytes = Utf8.length(value);
        if (bytes < 0) {
            throw invalid(value, kind, "it must be valid Unicode");
        }
        if (bytes > MAX_BYTES) {
            throw invalid(value, kind, "it must not be longer than " + MAX_BYTES + " bytes");
        }
        if (value.indexOf('\0') >= 0) {
            throw invalid(value, kind, "it must not contain NUL");
        }
    }

    /**
     * Checks that a colon and a valid server name follow the local part.
     *
     * @return the index of that colon, which is the first
     */
    static int checkDomain(String kind, String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            throw invalid(value, kind, "it must have a ':' and a server name");
        }
        if (!ServerName.isValid(value.substring(colon + 1))) {
            throw invalid(value, kind, "what follows the first ':' must be a server name");
        }
        return colon;
    }

    /** Checks that there is a local part, and a valid server name after the colon. */
    static void checkLocalpartAndDomain(String kind, String value) {
        if (checkDomain(kind, value) == 1) {
            throw invalid(value, kind, "its local part must not be empty");
        }
    }

    static void checkNoColon(String kind, String localpart) {
        if (localpart.indexOf(':') >= 0) {
            throw invalid(localpart, "the local part of " + kind, "it must not contain ':'");
        }
    }

    /** Tells whether sigil and URL-safe Base64 of a SHA-256 are all there is. */
    static boolean isHashAfterSigil(String value) {
        return value.length() == 1 + HASH_LENGTH && value.chars().skip(1).allMatch(Grammar::isUrlSafeBase64);
    }

    static InvalidIdentifierException invalid(String value, String kind, String why) {
        String shown = value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "…";
        return new InvalidIdentifierException("'" + shown + "' is not " + kind + ": " + why + ".");
    }

    private static boolean isUrlSafeBase64(int c) {
        return isAsciiLetterOrDigit(c) || c == '-' || c == '_';
    }

    static boolean isAsciiLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
