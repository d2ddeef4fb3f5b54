package dev.vestibule.identity;

import java.util.random.RandomGenerator;

/** Makes up letters and digits. */
final class RandomText {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final RandomGenerator random;

    RandomText(RandomGenerator random) {
        this.random = random;
    }

    String next(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
