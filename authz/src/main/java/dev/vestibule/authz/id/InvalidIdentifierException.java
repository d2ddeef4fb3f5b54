package dev.vestibule.authz.id;

/** Says that a text is not the identifier it was taken for. The message is a whole sentence, fit for an API's error. */
public final class InvalidIdentifierException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidIdentifierException(String message) {
        super(message);
    }
}
