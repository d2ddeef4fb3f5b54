package dev.vestibule.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the body of an HTML form as if it were the JSON object with the same keys. A form knows only texts, so
 * {@code true} and {@code false} are taken for truth values; of a name given twice the last value counts, as in JSON.
 *
 * @see <a href="https://url.spec.whatwg.org/#application/x-www-form-urlencoded">The format</a>
 */
final class FormBody {
    private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private FormBody() {}

    /**
     * Whether a body is a form. The content type alone does not tell: it is what curl claims of every body, and clients
     * are not held to it. What begins like JSON is JSON.
     */
    static boolean isForm(Optional<String> contentType, String text) {
        String start = text.stripLeading();
        boolean looksLikeJson = start.startsWith("{") || start.startsWith("[") || start.startsWith("\"");
        return contentType.filter(FormBody::isFormType).isPresent() && !looksLikeJson
                && text.indexOf('=') > 0;
    }

    private static boolean isFormType(String contentType) {
        return contentType.strip().toLowerCase(Locale.ROOT).startsWith(MEDIA_TYPE);
    }

    /**
     * Reads a form.
     *
     * @throws dev.vestibule.server.error.MatrixException {@code M_INVALID_PARAM} if it cannot be decoded
     */
    static ObjectNode read(String text) {
        ObjectNode object = JsonTree.object();
        Query.parse(text.strip()).parameters().forEach((name, values) -> {
            switch (values.getLast()) {
                case "true" -> object.put(name, true);
                case "false" -> object.put(name, false);
                case String value -> object.put(name, value);
            }
        });
        return object;
    }
}
