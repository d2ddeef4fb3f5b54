package dev.vestibule.server.http;

import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.route.Access;
import dev.vestibule.server.http.route.GuestAccess;
import dev.vestibule.server.http.route.Method;
import dev.vestibule.server.http.route.Route;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.TransactionKey;
import java.util.Map;
import java.util.Optional;

/**
 * The way of every request, always in this order: route and method, access token, state of the account, remembered
 * answer, body, handler. So a request for a path that does not exist needs no token, and nothing of a body is looked at
 * for somebody who may not call.
 */
public final class Pipeline {
    private static final int MAX_TRANSACTION_ID = 255;

    private final Routes routes;
    private final RouteTree tree;
    private final TokenLookup tokens;
    private final Transactions transactions;
    private final Visitors visitors;

    public Pipeline(Routes routes, TokenLookup tokens, Transactions transactions, Visitors visitors) {
        this.routes = routes;
        this.tree = new RouteTree(routes.rows());
        this.tokens = tokens;
        this.transactions = transactions;
        this.visitors = visitors;
    }

    /**
     * Answers a request.
     *
     * @throws MatrixException if it is refused
     */
    Answer answer(Exchange exchange) {
        return switch (tree.find(Method.of(exchange.method()), exchange.rawPath())) {
            case RouteTree.Match.Found(Route route, Map<String, String> parameters) ->
                answer(exchange, route, parameters);
            case RouteTree.Match.OtherMethod() -> throw new MatrixException(ErrorCode.UNRECOGNIZED,
                    "This endpoint does not take the method " + exchange.method() + ".").status(405);
            case RouteTree.Match.Unknown() ->
                throw new MatrixException(ErrorCode.UNRECOGNIZED, "This server has no such endpoint.");
        };
    }

    private Answer answer(Exchange exchange, Route route, Map<String, String> parameters) {
        Query query = Query.parse(exchange.rawQuery());
        Optional<Requester> requester = authenticate(exchange, route, query);
        exchange.setRequester(requester);
        requester.ifPresent(who -> visitors.came(who, exchange.remoteAddress(), exchange.userAgent()));
        if (!route.hasTransactionId()) {
            return handle(exchange, route, requester, parameters, query);
        }
        Requester who = requester.orElseThrow(() -> new IllegalStateException(route + " must need a token"));
        TransactionKey key = transactionKey(route, who, parameters);
        return transactions.once(key,
                () -> handle(exchange, route, Optional.of(who.under(key)), parameters, query));
    }

    private Answer handle(Exchange exchange, Route route, Optional<Requester> requester,
            Map<String, String> parameters, Query query) {
        Optional<JsonBody> body = switch (route.body()) {
            case NONE, CONTENT -> Optional.empty();
            case OBJECT, OPTIONAL_OBJECT, OBJECT_OR_FORM ->
                Optional.of(RequestBody.read(exchange.body(), route.body(), exchange.contentType()));
        };
        Call call = new Call(route, requester, parameters, query, body, exchange);
        return routes.handler(route).handle(call);
    }

    private Optional<Requester> authenticate(Exchange exchange, Route route, Query query) {
        Access access = route.access();
        if (access == Access.ANYONE) {
            return Optional.empty();
        }
        Optional<String> token = AccessToken.of(exchange.authorizationHeaders(), query);
        if (token.isEmpty()) {
            if (access == Access.OPTIONAL) {
                return Optional.empty();
            }
            throw AccessToken.missing("This endpoint needs an access token.");
        }
        Requester requester = tokens.requester(token.get())
                .orElseThrow(() -> new MatrixException(ErrorCode.UNKNOWN_TOKEN,
                        "This access token is not, or no longer, valid.").with("soft_logout", false));
        refuseClosed(route, requester);
        if (access == Access.ADMIN && !requester.admin()) {
            throw MatrixException.forbidden("Only an administrator of this server may do this.");
        }
        return Optional.of(requester);
    }

    /** Turns away who may not call while something is true of their account. */
    private static void refuseClosed(Route route, Requester who) {
        if (route.closedTo().contains(AccountFlag.LOCKED)) {
            who.refuseIfLocked();
        }
        if (route.closedTo().contains(AccountFlag.SUSPENDED)) {
            who.refuseIfSuspended();
        }
        if (who.is(AccountFlag.GUEST) && !GuestAccess.admits(route)) {
            throw new MatrixException(ErrorCode.GUEST_ACCESS_FORBIDDEN,
                    "Guests may not do this: register an account with a name and a password.");
        }
    }

    /** The endpoint is the path after its prefix: a client may repeat a request under another prefix. */
    private static TransactionKey transactionKey(Route route, Requester who, Map<String, String> parameters) {
        String transactionId = parameters.get(Route.TRANSACTION_ID);
        if (transactionId.length() > MAX_TRANSACTION_ID || transactionId.indexOf('\0') >= 0) {
            throw MatrixException.invalidParam(
                    "A transaction ID has at most " + MAX_TRANSACTION_ID + " characters, none of them NUL.");
        }
        return new TransactionKey(who.user(), who.session(), route.scope(parameters), transactionId);
    }
}
