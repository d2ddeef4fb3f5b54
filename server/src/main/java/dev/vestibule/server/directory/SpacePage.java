package dev.vestibule.server.directory;

import dev.vestibule.server.error.MatrixException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a space to show.
 *
 * @param maxDepth      how far down to go; 0 for the space alone
 * @param suggestedOnly whether to leave out rooms that are not suggested
 * @param limit         how many rooms at most
 * @param offset        how many rooms were shown before
 */
public record SpacePage(int maxDepth, boolean suggestedOnly, int limit, int offset) {

    private static final int DEEPEST = 100;
    private static final int MOST = 50;
    private static final Pattern TOKEN = Pattern.compile("h([0-9]{1,9})_([0-9]{1,3})_([01])");

    /**
     * Reads what a client asks for.
     *
     * @param from a token of the page before, which must have asked for the same
     * @throws MatrixException 400 {@code M_INVALID_PARAM} for a wrong limit or token
     */
    public static SpacePage of(Optional<Long> maxDepth, boolean suggestedOnly, Optional<Long> limit,
            Optional<String> from) {
        if (limit.filter(most -> most == 0).isPresent()) {
            throw MatrixException.invalidParam("'limit' must be a whole number from 1 on.");
        }
        SpacePage page = new SpacePage((int) Math.min(maxDepth.orElse((long) DEEPEST), DEEPEST), suggestedOnly,
                (int) Math.min(limit.orElse((long) MOST), MOST), 0);
        return from.map(page::from).orElse(page);
    }

    private SpacePage from(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            throw MatrixException.invalidParam("'from' must be a next_batch of this endpoint.");
        }
        SpacePage page = new SpacePage(maxDepth, suggestedOnly, limit, Integer.parseInt(parts.group(1)));
        if (!page.token().equals(token)) {
            throw MatrixException.invalidParam(
                    "'max_depth' and 'suggested_only' must be those of the request that gave this token.");
        }
        return page;
    }

    /** The token of the page behind this one. */
    String next() {
        return new SpacePage(maxDepth, suggestedOnly, limit, offset + limit).token();
    }

    private String token() {
        return "h" + offset + "_" + maxDepth + "_" + (suggestedOnly ? 1 : 0);
    }
}
