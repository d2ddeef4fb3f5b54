package dev.vestibule.authz.ed25519;

import static dev.vestibule.authz.ed25519.FieldElement.P;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the limbs' arithmetic against {@link BigInteger}'s, at the edges above all. */
class FieldElementTest {
    private static List<BigInteger> values() {
        List<BigInteger> values = new ArrayList<>();
        Random random = new Random(25519);
        for (int bit = 0; bit <= 255; bit += 51) {
            BigInteger power = BigInteger.TWO.pow(bit);
            values.addAll(List.of(power.subtract(BigInteger.ONE), power, power.add(BigInteger.valueOf(18))));
        }
        for (int i = 0; i < 20; i++) {
            values.add(P.subtract(BigInteger.valueOf(i)));
            values.add(new BigInteger(255, random));
        }
        return values;
    }

    @Test
    @DisplayName("a value survives limbs and bytes")
    void bytes() {
        for (BigInteger value : values()) {
            assertValue(FieldElement.of(value), value);
        }
    }

    @Test
    @DisplayName("sums, differences and products, and products of sums and differences")
    void arithmetic() {
        for (BigInteger a : values()) {
            for (BigInteger b : values()) {
                FieldElement x = FieldElement.of(a);
                FieldElement y = FieldElement.of(b);
                assertValue(x.plus(y), a.add(b));
                assertValue(x.minus(y), a.subtract(b));
                assertValue(x.times(y), a.multiply(b));
                assertValue(x.plus(y).times(x.minus(y)),
                        a.add(b).multiply(a.subtract(b)));
                assertValue(x.minus(y).times(y.minus(x)),
                        a.subtract(b).pow(2).negate());
            }
        }
    }

    @Test
    @DisplayName("inverses")
    void inverses() {
        for (BigInteger value : values()) {
            if (value.mod(P).signum() != 0) {
                assertValue(FieldElement.of(value).inverse(), value.modInverse(P));
            }
        }
        assertValue(FieldElement.of(P).inverse(), BigInteger.ZERO);
    }

    private static void assertValue(FieldElement element, BigInteger expected) {
        byte[] leastFirst = element.toBytes();
        byte[] mostFirst = new byte[leastFirst.length];
        for (int i = 0; i < leastFirst.length; i++) {
            mostFirst[leastFirst.length - 1 - i] = leastFirst[i];
        }
        assertThat(new BigInteger(1, mostFirst)).isEqualTo(expected.mod(P));
    }
}
