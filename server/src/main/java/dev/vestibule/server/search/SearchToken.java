package dev.vestibule.server.search;

import dev.vestibule.server.error.MatrixException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a search goes on.
 *
 * @param upTo  the last stream position to look at
 * @param skip  how many of what is found from there on were told already
 * @param group the group whose results alone are wanted
 */
public record SearchToken(long upTo, int skip, Optional<GroupKey> group) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) (\\d{1,9})(?: (\\S+) (.+))?");

    /**
     * A group of results.
     *
     * @param grouping by what results are grouped
     * @param value    what those of the group have in common
     */
    public record GroupKey(Grouping grouping, String value) {}

    /**
     * Reads a token back.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if this server made no such token
     */
    public static SearchToken parse(String token) {
        try {
            Matcher form = FORM.matcher(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
            if (form.matches()) {
                Optional<GroupKey> group = Optional.ofNullable(form.group(3)).flatMap(Grouping::of)
                        .map(grouping -> new GroupKey(grouping, form.group(4)));
                return new SearchToken(Long.parseLong(form.group(1)), Integer.parseInt(form.group(2)), group);
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below.
        }
        throw MatrixException.invalidParam("'next_batch' must be a token that a search has answered.");
    }

    /** The same place, for a group alone. */
    SearchToken of(GroupKey only) {
        return new SearchToken(upTo, skip, Optional.of(only));
    }

    @Override
    public String toString() {
        String text = upTo + " " + skip + group.map(key -> " " + key.grouping().wire() + " " + key.value()).orElse("");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
