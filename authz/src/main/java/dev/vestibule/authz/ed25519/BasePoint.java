package dev.vestibule.authz.ed25519;

import java.math.BigInteger;

/**
 * Multiples of the curve's base point B, out of a table of j * 16^i * B: one addition for every four bits of the
 * multiplier, where the JDK doubles for every bit. The table is made when first needed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1">RFC 8032, Ed25519</a>
 */
final class BasePoint {
    private static final int WINDOWS = 64;
    private static final int WINDOW_VALUES = 16;
    private static final int ADDEND_LIMBS = 20;

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(FieldElement.P));
    private static final FieldElement TWO_D = FieldElement.of(D.shiftLeft(1));
    private static final FieldElement BASE_X = FieldElement.of(new BigInteger(
            "15112221349535400772501151409588531511454012693041857206046113283949847762202"));
    private static final FieldElement BASE_Y = FieldElement
            .of(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(FieldElement.P)));

    /** The limbs of the addends, those of one window side by side. */
    private static final long[][] TABLE = table();

    private BasePoint() {}

    /** A point x, y as x = X/Z, y = Y/Z, xy = T/Z. */
    private record Point(FieldElement x, FieldElement y, FieldElement z, FieldElement t) {
        static final Point NEUTRAL = new Point(FieldElement.ZERO, FieldElement.ONE, FieldElement.ONE,
                FieldElement.ZERO);

        Point plus(Addend other) {
            FieldElement a = y.minus(x).times(other.yMinusX);
            FieldElement b = y.plus(x).times(other.yPlusX);
            FieldElement c = t.times(other.t2d);
            FieldElement d = z.times(other.z2);
            FieldElement e = b.minus(a);
            FieldElement f = d.minus(c);
            FieldElement g = d.plus(c);
            FieldElement h = b.plus(a);
            return new Point(e.times(f), g.times(h), f.times(g), e.times(h));
        }

        Addend asAddend() {
            return new Addend(y.minus(x), y.plus(x), z.plus(z), t.times(TWO_D));
        }
    }

    /** A point in the form in which it is quickly added to another. */
    private record Addend(FieldElement yMinusX, FieldElement yPlusX, FieldElement z2, FieldElement t2d) {
        static Addend of(long[] limbs) {
            return new Addend(element(limbs, 0), element(limbs, 5), element(limbs, 10), element(limbs, 15));
        }

        private static FieldElement element(long[] limbs, int at) {
            return new FieldElement(limbs[at], limbs[at + 1], limbs[at + 2], limbs[at + 3], limbs[at + 4]);
        }

        void copyTo(long[] limbs, int at) {
            int next = at;
            for (FieldElement element : new FieldElement[]{yMinusX, yPlusX, z2, t2d}) {
                limbs[next] = element.a0();
                limbs[next + 1] = element.a1();
                limbs[next + 2] = element.a2();
                limbs[next + 3] = element.a3();
                limbs[next + 4] = element.a4();
                next += 5;
            }
        }
    }

    private static long[][] table() {
        long[][] table = new long[WINDOWS][WINDOW_VALUES * ADDEND_LIMBS];
        Addend unit = new Point(BASE_X, BASE_Y, FieldElement.ONE, BASE_X.times(BASE_Y)).asAddend();
        for (long[] window : table) {
            Point multiple = Point.NEUTRAL;
            for (int value = 0; value < WINDOW_VALUES; value++) {
                multiple.asAddend().copyTo(window, value * ADDEND_LIMBS);
                multiple = multiple.plus(unit);
            }
            unit = multiple.asAddend();
        }
        return table;
    }

    /**
     * Multiplies the base point.
     *
     * @param multiplier 32 bytes, least first
     * @return the point as it stands in keys and signatures: y, with the lowest bit of x as the highest of 256
     */
    static byte[] times(byte[] multiplier) {
        Point sum = Point.NEUTRAL;
        for (int i = 0; i < WINDOWS; i++) {
            int value = (multiplier[i / 2] >> (4 * (i % 2))) & 0xf;
            sum = sum.plus(select(TABLE[i], value));
        }
        FieldElement inverse = sum.z.inverse();
        byte[] encoded = sum.y.times(inverse).toBytes();
        encoded[31] |= (byte) (sum.x.times(inverse).toBytes()[0] << 7);
        return encoded;
    }

    /** Picks an addend by touching all of them, so that the memory cache tells nothing about the secret. */
    private static Addend select(long[] window, int value) {
        long[] selected = new long[ADDEND_LIMBS];
        for (int candidate = 0; candidate < WINDOW_VALUES; candidate++) {
            // all ones for the value itself, else zero
            long mask = ((candidate ^ value) - 1L) >> (Long.SIZE - 1);
            for (int limb = 0; limb < ADDEND_LIMBS; limb++) {
                selected[limb] |= window[candidate * ADDEND_LIMBS + limb] & mask;
            }
        }
        return Addend.of(selected);
    }
}
