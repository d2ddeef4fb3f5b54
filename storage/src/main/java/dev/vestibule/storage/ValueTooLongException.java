package dev.vestibule.storage;

/** A text is longer than its column can hold. Nothing of the unit of work was kept. */
public final class ValueTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param name what is too long, in words: {@code device id}
     * @param limit how long it can be, in characters
     */
    public ValueTooLongException(String name, int limit) {
        super("the " + name + " is longer than " + limit + " characters");
    }
}
