package dev.vestibule.authz.json;

/** Says where a JSON value breaks the rules of canonical JSON, and how. The message is fit for an API's error. */
public final class NotCanonicalException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final int MAX_SHOWN = 80;

    private final String path;
    private final String rule;

    NotCanonicalException(String rule) {
        this("", rule);
    }

    private NotCanonicalException(String path, String rule) {
        super((path.isEmpty() ? "The value" : "'" + path + "'") + " " + rule + ".");
        this.path = path;
        this.rule = rule;
    }

    /** The same, seen from the object that has the value as a member. */
    NotCanonicalException in(String member) {
        String shown = member.length() <= MAX_SHOWN ? member : member.substring(0, MAX_SHOWN) + "…";
        boolean last = path.isEmpty() || path.startsWith("[");
        return new NotCanonicalException(last ? shown + path : shown + "." + path, rule);
    }

    /** The same, seen from the array that has the value as an element. */
    NotCanonicalException in(int index) {
        return in("[" + index + "]");
    }
}
