package dev.vestibule.server.http;

import dev.vestibule.server.http.route.Route;
import dev.vestibule.server.http.route.RouteTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** The rows that are bound. */
    Set<Route> rows() {
        return handlers.keySet();
    }

    Handler handler(Route route) {
        return handlers.get(route);
    }

    /** Collects the bindings; each group of handlers adds its own. */
    public static final class Binder {
        private final Map<Route, Handler> handlers = new HashMap<>();

        private final Set<Route> leftOut = new HashSet<>();

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

        /** Leaves rows out: to whoever asks for them it is as if there were none. */
        public Binder leaveOut(Route... rows) {
            leftOut.addAll(List.of(rows));
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
            unbound.removeAll(leftOut);
            if (!unbound.isEmpty()) {
                throw new IllegalStateException("no handler is bound to " + unbound);
            }
            return new Routes(Map.copyOf(handlers));
        }
    }
}
