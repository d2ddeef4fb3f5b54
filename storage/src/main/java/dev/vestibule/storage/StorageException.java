package dev.vestibule.storage;

/** The database could not be opened, read or written; the message is one sentence for whoever runs the server. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
