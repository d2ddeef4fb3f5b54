package dev.vestibule.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters behind the question mark of a URL, decoded.
 *
 * @param parameters names and all their values, in the order they came in
 */
record Query(Map<String, List<String>> parameters) {
    /** @param raw what stands behind the question mark, still encoded; null if there is no question mark */
    static Query parse(String raw) {
        if (raw == null || raw.isEmpty()) {
            return new Query(Map.of());
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = PercentEncoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : PercentEncoding.decodeQuery(pair.substring(equals + 1));
            if (!name.isEmpty()) {
                parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return new Query(parameters);
    }

    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }
}
