package dev.vestibule.server.http.identity;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says in words of people why another server gave no answer, and what can be done. */
final class Unanswered {
    private Unanswered() {}

    /** A clause and a sentence, to stand behind the name of that server and a colon. */
    static String inWords(IOException failure) {
        return switch (failure) {
            case OutgoingHttp.UnusableAddressException _ -> "that is no name of a server. Check the name.";
            case HttpConnectTimeoutException _ -> "it does not take connections. Check its name, and whether it runs.";
            case HttpTimeoutException _ -> "no answer came in time. Try again later.";
            case ConnectException unknown when isCausedBy(unknown, UnresolvedAddressException.class) ->
                "there is no host of that name. Check the name.";
            case ConnectException _ -> "nothing listens there. Check its name and port, and whether it runs.";
            case SSLException untrusted when isCausedBy(untrusted, CertificateException.class) ->
                "its certificate is not believed. The owner of this homeserver can name the authority that gave it with"
                        + " --identity-ca.";
            case SSLException _ -> "it does not speak HTTPS. Check its port.";
            case ShortBody.TooLongException _ -> "its answer is too long. Check whether it is an identity server.";
            default -> "the connection broke off before there was an answer. Try again.";
        };
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).anyMatch(kind::isInstance);
    }
}
