package dev.vestibule.server.http.admin;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.admin.ShowReports;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.ReportRoute;
import dev.vestibule.storage.ReportRow.Search;
import java.util.Optional;

/**
 * The endpoints by which administrators read what users reported.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/event_reports.html">Synapse's description</a>
 */
public record ShowReportsHandlers(ShowReports showReports) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(ReportRoute.EVENT_REPORTS, call -> Answer.ok(showReports.ofEvents(search(call, "room_id"))))
                .bind(ReportRoute.EVENT_REPORT, call -> Answer.ok(showReports.ofEvent(id(call))))
                .bind(ReportRoute.EVENT_REPORT_DELETE, this::deleteOfEvent)
                .bind(ReportRoute.USER_REPORTS,
                        call -> Answer.ok(showReports.ofUsers(search(call, "target_user_id"))))
                .bind(ReportRoute.USER_REPORT, call -> Answer.ok(showReports.ofUser(id(call))))
                .bind(ReportRoute.USER_REPORT_DELETE, this::deleteOfUser);
    }

    private Answer deleteOfEvent(Call call) {
        showReports.removeOfEvent(id(call));
        return Answer.empty();
    }

    private Answer deleteOfUser(Call call) {
        showReports.removeOfUser(id(call));
        return Answer.empty();
    }

    private static Search search(Call call, String about) {
        boolean oldestFirst = switch (call.query("dir").orElse("b")) {
            case "f" -> true;
            case "b" -> false;
            default -> throw MatrixException.invalidParam("'dir' must be b or f.");
        };
        Optional<UserId> sender = call.query("event_sender_user_id")
                .map(text -> JsonBody.parsed(text, UserId::parse));
        long from = Math.min(call.queryNumber("from").orElse(0L), Integer.MAX_VALUE / 2);
        return new Search(call.query("user_id"), call.query(about), sender, oldestFirst, (int) from,
                AdminPage.limit(call));
    }

    private static long id(Call call) {
        String id = call.path("reportId");
        if (!id.matches("[0-9]{1,18}")) {
            throw MatrixException.invalidParam(
                    "The report_id parameter must be a string representing a positive integer.");
        }
        return Long.parseLong(id);
    }
}
