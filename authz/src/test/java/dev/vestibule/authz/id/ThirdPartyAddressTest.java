package dev.vestibule.authz.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThirdPartyAddressTest {
    @ParameterizedTest(name = "6.1.2 {0} {1} is compared as {2}")
    @CsvSource({
            "email,  bob@example.com,        bob@example.com",
            "email,  Bob@EXAMPLE.com,        bob@example.com",
            "email,  Strauß@Example.com,     strauss@example.com",
            "email,  ΣΊΣΥΦΟΣ@example.com,    σίσυφοσ@example.com",
            "email,  ﬀ@example.com,          ff@example.com",
            "email,  STRA\u1e9eE@example.com,  strasse@example.com",
            "email,  \u0131@example.com,     \u0131@example.com",
            "email,  \u0130@example.com,     i\u0307@example.com",
            "email,  \u13f8\u13fd@example.com, \u13f0\u13f5@example.com",
            "email,  \uab70\uabbf@example.com, \u13a0\u13ef@example.com",
            "email,  \u13a0\u13f5@example.com, \u13a0\u13f5@example.com",
            "email,  ' bob@example.com ',    bob@example.com",
            "msisdn, +18005552067,           18005552067",
            "msisdn, 18005552067,            18005552067"})
    void canonical(String medium, String text, String canonical) {
        assertThat(ThirdPartyAddress.parse(medium, text).address()).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "1.4.5 {0} {1} is no address")
    @CsvSource({"email, bob", "email, @example.com", "email, bob@", "email, a@b@c", "email, ' '", "email, a@b\u00a0c",
            "email, b ob@example.com", "email, ''",
            "msisdn, 0123456", "msisdn, 123-456", "msisdn, 12", "msisdn, 1234567890123456", "fax, 12345",
            "Email, bob@example.com"})
    void malformed(String medium, String text) {
        assertThatThrownBy(() -> ThirdPartyAddress.parse(medium, text)).isInstanceOf(InvalidIdentifierException.class);
    }

    @ParameterizedTest(name = "1.4.5 an address of {1} times {0} is too long, as it is or without differences of case")
    @CsvSource({"x, 500", "\u0390, 250"})
    void tooLong(String letter, int times) {
        String text = letter.repeat(times) + "@x";
        assertThatThrownBy(() -> ThirdPartyAddress.parse("email", text)).isInstanceOf(InvalidIdentifierException.class)
                .hasMessageContaining("at most 500 characters");
    }

    @ParameterizedTest(name = "6.2.5 of {1} no more is told than {2}")
    @CsvSource({"email, bob@example.com, b...@e...", "msisdn, 18005552067, ...67"})
    void redacted(String medium, String text, String redacted) {
        assertThat(ThirdPartyAddress.parse(medium, text)).hasToString(redacted);
    }
}
