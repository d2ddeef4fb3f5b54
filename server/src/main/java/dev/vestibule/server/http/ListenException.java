package dev.vestibule.server.http;

import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;

/** The server cannot listen where it was told to; the message is one sentence for whoever runs it. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ListenException(String message, Throwable cause) {
        super(message, cause);
    }

    static ListenException of(RuntimeException failure, String host, int port) {
        String place = "port " + port + " of " + host;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                String reason = String.valueOf(bind.getMessage());
                return new ListenException(reason.contains("in use")
                        ? "Cannot listen on " + place + ": another process does already."
                        : "Cannot listen on " + place + ": " + reason + ".", failure);
            }
            if (cause instanceof UnresolvedAddressException) {
                return new ListenException("Cannot listen on " + place + ": there is no such host.", failure);
            }
        }
        return new ListenException("Cannot listen on " + place + ": " + failure.getMessage() + ".", failure);
    }
}
