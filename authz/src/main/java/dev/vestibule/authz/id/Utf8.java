package dev.vestibule.authz.id;

/** Lengths in UTF-8, the unit of every length limit of Matrix, without encoding anything. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Counts the bytes that a text takes in UTF-8.
     *
     * @return the number of bytes, or -1 if half a surrogate pair makes the text impossible to encode
     */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes += 1;
            } else if (unit < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(unit)) {
                bytes += 3;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }
}
