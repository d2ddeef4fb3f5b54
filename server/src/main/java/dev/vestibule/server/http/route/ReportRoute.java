package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.admin;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.SINCE_R0;

/** What users report, and administrators read of it. */
public enum ReportRoute implements Route {
    REPORT_EVENT(client(POST, ALL, "/rooms/{roomId}/report/{eventId}", USER, OBJECT,
            "post_matrixclientv3roomsroomidreporteventid")),
    REPORT_ROOM(client(POST, SINCE_R0, "/rooms/{roomId}/report", USER, OBJECT,
            "post_matrixclientv3roomsroomidreport")),
    REPORT_USER(client(POST, SINCE_R0, "/users/{userId}/report", USER, OBJECT,
            "post_matrixclientv3usersuseridreport")),
    EVENT_REPORTS(admin(GET, "/v1/event_reports", NONE, Page.EVENTS + "#show-reported-events")),
    EVENT_REPORT(admin(GET, "/v1/event_reports/{reportId}", NONE,
            Page.EVENTS + "#show-details-of-a-specific-event-report")),
    EVENT_REPORT_DELETE(admin(DELETE, "/v1/event_reports/{reportId}", NONE,
            Page.EVENTS + "#delete-a-specific-event-report")),
    USER_REPORTS(admin(GET, "/v1/user_reports", NONE, Page.USERS)),
    USER_REPORT(admin(GET, "/v1/user_reports/{reportId}", NONE, Page.USERS)),
    USER_REPORT_DELETE(admin(DELETE, "/v1/user_reports/{reportId}", NONE, Page.USERS));

    /** The pages of Synapse's manual; apart, as the rows above cannot refer to constants of the enum itself. */
    private static final class Page {
        private static final String EVENTS = "event_reports.html";
        private static final String USERS = "user_reports.html";
    }

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    ReportRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
