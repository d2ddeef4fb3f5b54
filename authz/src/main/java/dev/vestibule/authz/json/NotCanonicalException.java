package dev.vestibule.authz.json;

/** Says where a JSON value breaks the rules of canonical JSON, and how. The message is fit for an API's error. */
public final class NotCanonicalException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotCanonicalException(String message) {
        super(message);
    }
}
