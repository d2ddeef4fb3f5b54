package dev.vestibule.server.http;

import dev.vestibule.server.error.MatrixException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Undoes percent-encoding, once and strictly: what is not UTF-8 afterwards is refused instead of guessed at. */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Decodes a segment of a path, where {@code +} stands for itself. */
    static String decodeSegment(String text) {
        return text.indexOf('%') < 0 ? text : decode(text);
    }

    /** Decodes a name or a value of a query, where {@code +} stands for a blank. */
    static String decodeQuery(String text) {
        return decodeSegment(text.replace('+', ' '));
    }

    private static String decode(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                decoded.write(16 * digit(encoded, i + 1) + digit(encoded, i + 2));
                i += 2;
            } else {
                decoded.write(encoded[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
        } catch (CharacterCodingException notUtf8) {
            throw MatrixException.invalidParam("What is percent-encoded is not UTF-8 after decoding.");
        }
    }

    private static int digit(byte[] text, int index) {
        int digit = index < text.length ? Character.digit(text[index], 16) : -1;
        if (digit < 0) {
            throw MatrixException.invalidParam("There is a '%' that two hexadecimal digits do not follow.");
        }
        return digit;
    }
}
