package dev.vestibule.authz.event;

/**
 * Says which size limit an event breaks.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#size-limits">Size limits</a>
 */
public final class EventTooLargeException extends InvalidEventException {
    private static final long serialVersionUID = 1L;

    public EventTooLargeException(String message) {
        super(message);
    }
}
