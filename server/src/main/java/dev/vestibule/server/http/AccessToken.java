package dev.vestibule.server.http;

import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the access token of a request: in the {@code Authorization} header, or in the query, which is deprecated but
 * belongs to the versions this server says it speaks.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#using-access-tokens">Using access tokens</a>
 */
final class AccessToken {
    static final String QUERY_PARAMETER = "access_token";
    private static final String SCHEME = "Bearer ";

    private AccessToken() {}

    /**
     * Finds the token.
     *
     * @param headers all {@code Authorization} headers of the request
     * @throws MatrixException {@code M_MISSING_TOKEN} if what is there is malformed or contradicts itself
     */
    static Optional<String> of(List<String> headers, Query query) {
        List<String> tokens = new ArrayList<>();
        if (headers.size() > 1) {
            throw missing("The request has several Authorization headers.");
        }
        for (String header : headers) {
            if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || header.length() == SCHEME.length()) {
                throw missing("The Authorization header is not of the form 'Bearer <access token>'.");
            }
            tokens.add(header.substring(SCHEME.length()).strip());
        }
        tokens.addAll(query.all(QUERY_PARAMETER));
        if (tokens.stream().distinct().count() > 1) {
            throw missing("The request has several access tokens, which differ.");
        }
        return tokens.stream().filter(token -> !token.isEmpty()).findFirst();
    }

    static MatrixException missing(String sentence) {
        return new MatrixException(ErrorCode.MISSING_TOKEN, sentence);
    }
}
