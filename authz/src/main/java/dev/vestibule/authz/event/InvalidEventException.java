package dev.vestibule.authz.event;

/** Says why something is no event of its room version. The message is a whole sentence, fit for an API's error. */
public sealed class InvalidEventException extends RuntimeException permits EventTooLargeException {
    private static final long serialVersionUID = 1L;

    public InvalidEventException(String message) {
        super(message);
    }

    public InvalidEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
