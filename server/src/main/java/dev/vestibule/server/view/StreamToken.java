package dev.vestibule.server.view;

import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place between two events of the stream, as clients hold it: {@code next_batch}, {@code prev_batch},
 * {@code start} and {@code end} are all of one kind. A {@code next_batch} also says what else the client was told.
 *
 * @param position the stream position of the last event before this place; 0 before all
 * @param live     the number of the last change of what is kept in memory; 0 if the client knows nothing of that
 * @param messages the stream position of the last message its device was given, if more of them wait
 */
public record StreamToken(long position, long live, Optional<Long> messages) {

    private static final Pattern FORM = Pattern.compile("s(\\d{1,18})(?:_(\\d{1,18}))?(?:_(\\d{1,18}))?");

    /** A place in the stream alone. */
    public StreamToken(long position) {
        this(position, 0, Optional.empty());
    }

    /** The position up to which the device has its messages. */
    public long messagesUpTo() {
        return messages.orElse(position);
    }

    /**
     * Reads a token back.
     *
     * @param name the request parameter the token came in
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if this server made no such token
     */
    public static StreamToken parse(String name, String token) {
        Matcher form = FORM.matcher(token);
        if (form.matches()) {
            return new StreamToken(Long.parseLong(form.group(1)),
                    Optional.ofNullable(form.group(2)).map(Long::valueOf).orElse(0L),
                    Optional.ofNullable(form.group(3)).map(Long::valueOf));
        }
        throw new MatrixException(ErrorCode.INVALID_PARAM, "The parameter " + name
                + " must be a token that this server gave out, such as next_batch or prev_batch of a /sync answer.");
    }

    @Override
    public String toString() {
        String text = "s" + position;
        if (live != 0 || messages.isPresent()) {
            text += "_" + live;
        }
        return messages.map(upTo -> "_" + upTo).map(text::concat).orElse(text);
    }
}
