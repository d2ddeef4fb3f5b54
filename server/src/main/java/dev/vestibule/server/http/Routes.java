package dev.vestibule.server.http;

import dev.vestibule.server.http.route.Route;
import dev.vestibule.server.http.route.RouteTable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Binds every row of the route table to its handler, and refuses to be complete while one is missing. */
public final class Routes {
    private final Map<Route, Handler> handlers;

    private Routes(Map<Route, Handler> handlers) {
        this.handlers = handlers;
    }

    /** Starts with nothing bound. */
    public static Binder binder() {
        return new Binder();
    }

    Handler handler(Route route) {
        return handlers.get(route);
    }

    /** Collects the bindings; each group of handlers adds its own. */
    public static final class Binder {
        private final Map<Route, Handler> handlers = new HashMap<>();

        private Binder() {}

        /**
         * Binds a row.
         *
         * @throws IllegalStateException if the row is bound already
         */
        public Binder bind(Route route, Handler handler) {
            if (handlers.putIfAbsent(route, Objects.requireNonNull(handler, "handler")) != null) {
                throw new IllegalStateException(route + " is bound twice");
            }
            return this;
        }

        /**
         * Completes the binding.
         *
         * @throws IllegalStateException if a row of the table has no handler
         */
        public Routes complete() {
            Set<Route> unbound = new LinkedHashSet<>(RouteTable.ROWS);
            unbound.removeAll(handlers.keySet());
            if (!unbound.isEmpty()) {
                throw new IllegalStateException("no handler is bound to " + unbound);
            }
            return new Routes(Map.copyOf(handlers));
        }
    }
}
