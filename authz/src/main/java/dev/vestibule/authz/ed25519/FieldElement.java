package dev.vestibule.authz.ed25519;

import java.math.BigInteger;

/**
 * A number modulo p = 2^255 - 19, as five limbs of 51 bits, least first; a sum or difference may have limbs of almost 53
 * bits, and only products are added and subtracted. Nothing branches on a value, so that time tells nothing about a
 * secret.
 */
record FieldElement(long a0, long a1, long a2, long a3, long a4) {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final FieldElement ZERO = of(BigInteger.ZERO);
    static final FieldElement ONE = of(BigInteger.ONE);

    private static final int BITS = 51;
    private static final long MASK = (1L << BITS) - 1;

    static FieldElement of(BigInteger value) {
        BigInteger number = value.mod(P);
        return new FieldElement(limb(number, 0), limb(number, 1), limb(number, 2), limb(number, 3), limb(number, 4));
    }

    private static long limb(BigInteger number, int index) {
        return number.shiftRight(index * BITS).longValue() & MASK;
    }

    FieldElement plus(FieldElement b) {
        return new FieldElement(a0 + b.a0, a1 + b.a1, a2 + b.a2, a3 + b.a3, a4 + b.a4);
    }

    /** Subtracts; 2p is added so that no limb becomes negative. */
    FieldElement minus(FieldElement b) {
        return new FieldElement(a0 + (2 * MASK - 36) - b.a0, a1 + 2 * MASK - b.a1, a2 + 2 * MASK - b.a2,
                a3 + 2 * MASK - b.a3, a4 + 2 * MASK - b.a4);
    }

    /**
     * Multiplies every limb with every limb. A product counts with its low 51 bits in the limb where it belongs and with
     * its high bits in the next; what lies beyond the fifth limb comes back in at the first 19 times, as 2^255 is 19.
     */
    FieldElement times(FieldElement b) {
        long c0 = low(a0, b.a0)
                + 19 * (low(a1, b.a4) + low(a2, b.a3) + low(a3, b.a2) + low(a4, b.a1)
                        + high(a0, b.a4) + high(a1, b.a3) + high(a2, b.a2) + high(a3, b.a1) + high(a4, b.a0));
        long c1 = low(a0, b.a1) + low(a1, b.a0) + high(a0, b.a0)
                + 19 * (low(a2, b.a4) + low(a3, b.a3) + low(a4, b.a2)
                        + high(a1, b.a4) + high(a2, b.a3) + high(a3, b.a2) + high(a4, b.a1));
        long c2 = low(a0, b.a2) + low(a1, b.a1) + low(a2, b.a0) + high(a0, b.a1) + high(a1, b.a0)
                + 19 * (low(a3, b.a4) + low(a4, b.a3) + high(a2, b.a4) + high(a3, b.a3) + high(a4, b.a2));
        long c3 = low(a0, b.a3) + low(a1, b.a2) + low(a2, b.a1) + low(a3, b.a0)
                + high(a0, b.a2) + high(a1, b.a1) + high(a2, b.a0)
                + 19 * (low(a4, b.a4) + high(a3, b.a4) + high(a4, b.a3));
        long c4 = low(a0, b.a4) + low(a1, b.a3) + low(a2, b.a2) + low(a3, b.a1) + low(a4, b.a0)
                + high(a0, b.a3) + high(a1, b.a2) + high(a2, b.a1) + high(a3, b.a0)
                + 19 * high(a4, b.a4);
        return carried(c0, c1, c2, c3, c4);
    }

    private static long low(long a, long b) {
        return (a * b) & MASK;
    }

    private static long high(long a, long b) {
        return (Math.multiplyHigh(a, b) << (Long.SIZE - BITS)) | ((a * b) >>> BITS);
    }

    /** Moves what a limb has beyond 51 bits to the next; the second may keep one bit too many. */
    private static FieldElement carried(long c0, long c1, long c2, long c3, long c4) {
        long d1 = c1 + (c0 >>> BITS);
        long d2 = c2 + (d1 >>> BITS);
        long d3 = c3 + (d2 >>> BITS);
        long d4 = c4 + (d3 >>> BITS);
        long d0 = (c0 & MASK) + 19 * (d4 >>> BITS);
        return new FieldElement(d0 & MASK, (d1 & MASK) + (d0 >>> BITS), d2 & MASK, d3 & MASK, d4 & MASK);
    }

    /** Inverts by Fermat: to the power p-2, which is 250 ones and then 01011 in binary. */
    FieldElement inverse() {
        FieldElement x2 = times(this);
        FieldElement x9 = x2.squared(2).times(this);
        FieldElement x11 = x9.times(x2);
        FieldElement ones5 = x11.squared(1).times(x9);
        FieldElement ones10 = ones5.squared(5).times(ones5);
        FieldElement ones20 = ones10.squared(10).times(ones10);
        FieldElement ones40 = ones20.squared(20).times(ones20);
        FieldElement ones50 = ones40.squared(10).times(ones10);
        FieldElement ones100 = ones50.squared(50).times(ones50);
        FieldElement ones200 = ones100.squared(100).times(ones100);
        FieldElement ones250 = ones200.squared(50).times(ones50);
        return ones250.squared(5).times(x11);
    }

    private FieldElement squared(int times) {
        FieldElement power = this;
        for (int i = 0; i < times; i++) {
            power = power.times(power);
        }
        return power;
    }

    /** The number from 0 to p-1 in 32 bytes, least first. */
    byte[] toBytes() {
        FieldElement small = carried(a0, a1, a2, a3, a4);
        // below 2p now; whether p must come off shows in bit 255 of the number plus 19
        long over = (small.a0 + 19) >>> BITS;
        over = (small.a1 + over) >>> BITS;
        over = (small.a2 + over) >>> BITS;
        over = (small.a3 + over) >>> BITS;
        over = (small.a4 + over) >>> BITS;
        long c0 = small.a0 + 19 * over;
        long c1 = small.a1 + (c0 >>> BITS);
        long c2 = small.a2 + (c1 >>> BITS);
        long c3 = small.a3 + (c2 >>> BITS);
        long c4 = small.a4 + (c3 >>> BITS);
        long[] limbs = {c0 & MASK, c1 & MASK, c2 & MASK, c3 & MASK, c4 & MASK};
        byte[] bytes = new byte[32];
        for (int bit = 0; bit < 255; bit++) {
            long value = (limbs[bit / BITS] >>> (bit % BITS)) & 1;
            bytes[bit / 8] |= (byte) (value << (bit % 8));
        }
        return bytes;
    }
}
