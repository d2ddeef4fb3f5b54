package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.admin.ReportContent;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.ReportRoute;
import java.util.Optional;

/**
 * The endpoints by which users report events, rooms and users.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#reporting-content">reporting content</a>
 */
public record ReportHandlers(ReportContent reportContent) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(ReportRoute.REPORT_EVENT, this::event)
                .bind(ReportRoute.REPORT_ROOM, this::room)
                .bind(ReportRoute.REPORT_USER, this::user);
    }

    private Answer event(Call call) {
        reportContent.reportEvent(call.requester(), call.roomId(), call.eventId(), reason(call), score(call));
        return Answer.empty();
    }

    private Answer room(Call call) {
        reportContent.reportRoom(call.requester(), call.roomId(), reason(call).orElse(""));
        return Answer.empty();
    }

    private Answer user(Call call) {
        reportContent.reportUser(call.requester(), call.userId("userId"), reason(call).orElse(""));
        return Answer.empty();
    }

    private static Optional<String> reason(Call call) {
        return call.body().optionalString("reason");
    }

    /** Usually from -100 to 0. */
    private static Optional<Long> score(Call call) {
        if (!call.body().has("score")) {
            return Optional.empty();
        }
        JsonNode score = call.body().tree().get("score");
        if (!score.isIntegralNumber() || !score.canConvertToLong()) {
            throw MatrixException.badJson("'score' must be a whole number.");
        }
        return Optional.of(score.longValue());
    }
}
