package dev.vestibule.server.http;

import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request, at debug: method, path, status, milliseconds, user. Never an access token. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.vestibule.access");

    private AccessLog() {}

    static void record(Exchange exchange, int status, long milliseconds) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{} {} {} {} ms {}", exchange.method(), withoutToken(exchange.rawPath(), exchange.rawQuery()),
                    status, milliseconds, exchange.requester().map(Requester::user).map(Object::toString).orElse("-"));
        }
    }

    static String withoutToken(String rawPath, String rawQuery) {
        if (rawQuery == null) {
            return rawPath;
        }
        String rest = Arrays.stream(rawQuery.split("&", -1))
                .filter(pair -> !isToken(pair))
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? rawPath : rawPath + "?" + rest;
    }

    /** A name that cannot be decoded may have been meant as the token. */
    private static boolean isToken(String pair) {
        int equals = pair.indexOf('=');
        try {
            return PercentEncoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals))
                    .equals(AccessToken.QUERY_PARAMETER);
        } catch (MatrixException undecodable) {
            return true;
        }
    }
}
