package dev.vestibule.authz.id;

import java.util.Locale;
import java.util.Objects;

/**
 * An address outside of Matrix by which a person can be found, in the one form in which it is compared and hashed.
 *
 * @param address an e-mail address without differences of case, or an international phone number in digits alone
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#3pid-types">3PID types</a>
 */
public record ThirdPartyAddress(Medium medium, String address) {
    private static final String KIND = "an address";
    private static final int LONGEST = 500;
    private static final int CAPITAL_SHARP_S = 0x1E9E;
    private static final int DOTLESS_I = 0x131;

    /** What kind of address it is. */
    public enum Medium {
        EMAIL("email"), MSISDN("msisdn");

        private final String wire;

        Medium(String wire) {
            this.wire = wire;
        }

        /** The name in the API. */
        public String wire() {
            return wire;
        }
    }

    public ThirdPartyAddress {
        Objects.requireNonNull(medium, "medium");
        Objects.requireNonNull(address, "address");
    }

    /**
     * Reads an address and brings it to its one form.
     *
     * @param medium {@code email} or {@code msisdn}
     * @throws InvalidIdentifierException if it is another medium, or no address of it
     */
    public static ThirdPartyAddress parse(String medium, String text) {
        if (text.length() > LONGEST) {
            throw tooLong();
        }
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new InvalidIdentifierException(KIND + " is not empty");
        }
        return switch (medium) {
            case "email" -> new ThirdPartyAddress(Medium.EMAIL, email(stripped));
            case "msisdn" -> new ThirdPartyAddress(Medium.MSISDN, msisdn(stripped));
            default -> throw new InvalidIdentifierException("'" + medium + "' is neither email nor msisdn");
        };
    }

    private static String email(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at != text.lastIndexOf('@') || at == text.length() - 1
                || text.codePoints().anyMatch(ThirdPartyAddress::isBlankOrControl)) {
            throw new InvalidIdentifierException("'" + text
                    + "' is no e-mail address, which has one @ with something before and behind it, and no spaces");
        }
        String folded = foldCase(text);
        if (folded.length() > LONGEST) {
            throw tooLong();
        }
        return folded;
    }

    private static InvalidIdentifierException tooLong() {
        return new InvalidIdentifierException(KIND + " has at most " + LONGEST + " characters");
    }

    private static String msisdn(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (!digits.matches("[1-9][0-9]{3,14}")) {
            throw new InvalidIdentifierException("'" + text + "' is no international phone number in digits");
        }
        return digits;
    }

    private static boolean isBlankOrControl(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /**
     * Takes all differences of case away, as Unicode's full case folding does: {@code ß} becomes {@code ss}. One
     * character after the other, as a whole text would be folded by its language.
     */
    static String foldCase(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().mapToObj(ThirdPartyAddress::foldCase).forEach(folded::append);
        return folded.toString();
    }

    /** Mostly the small letters of the capital ones; Unicode has a few exceptions. */
    private static String foldCase(int c) {
        if (c == CAPITAL_SHARP_S) {
            return "ss";
        }
        if (c == DOTLESS_I) {
            return Character.toString(c);
        }
        String upper = Character.toString(c).toUpperCase(Locale.ROOT);
        // Cherokee had capital letters alone, which stay what they are folded to.
        if (Character.UnicodeScript.of(c) == Character.UnicodeScript.CHEROKEE) {
            return upper;
        }
        StringBuilder folded = new StringBuilder();
        upper.codePoints().mapToObj(Character::toString).map(each -> each.toLowerCase(Locale.ROOT))
                .forEach(folded::append);
        return folded.toString();
    }

    /** Enough of the address for who knows it, and too little for who does not: {@code b...@e...}. */
    public String redacted() {
        return switch (medium) {
            case EMAIL -> {
                int at = address.lastIndexOf('@');
                yield first(address.substring(0, at)) + "...@" + first(address.substring(at + 1)) + "...";
            }
            case MSISDN -> "..." + address.substring(address.length() - 2);
        };
    }

    private static String first(String text) {
        return text.substring(0, text.offsetByCodePoints(0, 1));
    }

    /** Redacted, so that the address ends up in no log. */
    @Override
    public String toString() {
        return redacted();
    }
}
