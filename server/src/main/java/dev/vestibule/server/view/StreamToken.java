package dev.vestibule.server.view;

import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;

/**
 * A place between two events of the stream, as clients hold it: {@code next_batch}, {@code prev_batch},
 * {@code start} and {@code end} are all of one kind.
 *
 * @param position the stream position of the last event before this place; 0 before all
 */
public record StreamToken(long position) {

    private static final String PREFIX = "s";
    private static final int LONGEST = 20;

    /**
     * Reads a token back.
     *
     * @param name the request parameter the token came in
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if this server made no such token
     */
    public static StreamToken parse(String name, String token) {
        if (token.startsWith(PREFIX) && token.length() < LONGEST
                && token.chars().skip(1).allMatch(c -> c >= '0' && c <= '9') && token.length() > 1) {
            return new StreamToken(Long.parseLong(token.substring(1)));
        }
        throw new MatrixException(ErrorCode.INVALID_PARAM, "The parameter " + name
                + " must be a token that this server gave out, such as next_batch or prev_batch of a /sync answer.");
    }

    @Override
    public String toString() {
        return PREFIX + position;
    }
}
