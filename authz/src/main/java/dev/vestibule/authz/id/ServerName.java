package dev.vestibule.authz.id;

import java.net.Inet6Address;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The name of a homeserver: a DNS name, an IPv4 address or an IPv6 address in brackets, with an optional port.
 * Compared as it is written, upper and lower case being different.
 *
 * @param value the name as it appears after the colon of an identifier, such as {@code example.org:8448}
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#server-name">Server name</a>
 */
public record ServerName(String value) {
    private static final int MAX_DNS_NAME = 255;
    private static final int MAX_PORT_DIGITS = 5;

    public ServerName {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw Grammar.invalid(value, "a server name",
                    "it must be a host name, an IPv4 address or an IPv6 address in brackets, with an optional port");
        }
    }

    /**
     * Reads a server name.
     *
     * @throws InvalidIdentifierException if the text is not one
     */
    public static ServerName parse(String text) {
        return new ServerName(text);
    }

    /** The host alone; an IPv6 address in its brackets. */
    public String host() {
        return value.substring(0, hostEnd(value));
    }

    /** The port, if one is named. */
    public OptionalInt port() {
        int end = hostEnd(value);
        return end == value.length() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value.substring(end + 1)));
    }

    static boolean isValid(String name) {
        int end = hostEnd(name);
        return end > 0 && (end == name.length() || isPort(name, end));
    }

    /** The index after the host name, or -1 if there is none. */
    private static int hostEnd(String name) {
        if (name.startsWith("[")) {
            int close = name.indexOf(']');
            return close > 0 && isIpv6(name.substring(1, close)) ? close + 1 : -1;
        }
        int end = 0;
        while (end < name.length() && isDnsCharacter(name.charAt(end))) {
            end++;
        }
        return end <= MAX_DNS_NAME ? end : -1;
    }

    private static boolean isPort(String name, int colon) {
        int digits = name.length() - colon - 1;
        return name.charAt(colon) == ':' && digits >= 1 && digits <= MAX_PORT_DIGITS
                && name.chars().skip(colon + 1L).allMatch(Grammar::isDigit);
    }

    private static boolean isDnsCharacter(char c) {
        return Grammar.isAsciiLetterOrDigit(c) || c == '-' || c == '.';
    }

    private static boolean isIpv6(String address) {
        // the characters first: the JDK's parser would also take a scope such as %eth0
        if (!address.chars().allMatch(c -> (Character.digit(c, 16) >= 0 && c < 0x80) || c == ':' || c == '.')) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(address);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
