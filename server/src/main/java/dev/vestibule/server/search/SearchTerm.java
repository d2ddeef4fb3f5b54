package dev.vestibule.server.search;

import dev.vestibule.server.error.MatrixException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What somebody looks for: words that a text must all have, in any order, in capitals or not. A word is found where one
 * of the text begins with it, so that nobody has to know how it is inflected.
 *
 * @param words without capitals
 */
public record SearchTerm(List<String> words) {

    private static final int MOST_WORDS = 50;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Z}\\p{P}\\p{Cc}]+");

    public SearchTerm {
        words = List.copyOf(words);
    }

    /**
     * Reads a term. Punctuation is in no word.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if it has too many words
     */
    public static SearchTerm parse(String text) {
        List<String> words = words(text).distinct().limit(MOST_WORDS + 1).toList();
        if (words.size() > MOST_WORDS) {
            throw MatrixException.invalidParam("'search_term' must not have more than " + MOST_WORDS + " words.");
        }
        return new SearchTerm(words);
    }

    private static Stream<String> words(String text) {
        return BETWEEN_WORDS.splitAsStream(text.toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty());
    }

    /**
     * A text that has all words.
     *
     * @param rank  how closely it matches: the more of the text are words of the term, the closer
     * @param found the words of the text, without capitals
     */
    public record Hit(double rank, Set<String> found) {}

    /** Looks through a text; empty if it lacks one of the words, or there are none to look for. */
    public Optional<Hit> match(String text) {
        List<String> all = words(text).toList();
        Set<String> found = new HashSet<>();
        double weight = 0;
        for (String word : words) {
            double before = weight;
            for (String candidate : all) {
                if (candidate.startsWith(word)) {
                    found.add(candidate);
                    weight += (double) word.length() / candidate.length();
                }
            }
            if (weight == before) {
                return Optional.empty();
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Hit(weight / Math.sqrt(all.size()), found));
    }
}
