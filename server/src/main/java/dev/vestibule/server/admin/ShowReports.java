package dev.vestibule.server.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.ReportChange;
import dev.vestibule.storage.ReportRow;
import dev.vestibule.storage.ReportRow.OfEvent;
import dev.vestibule.storage.ReportRow.OfUser;
import dev.vestibule.storage.ReportRow.Search;
import dev.vestibule.storage.Storage;
import java.util.List;

/**
 * Shows administrators what users reported, and removes what they are done with.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/event_reports.html">Synapse's description</a>
 */
public final class ShowReports {
    private final Storage storage;

    public ShowReports(Storage storage) {
        this.storage = storage;
    }

    /** A page of the reports of events, as {@code {"event_reports", "total", "next_token"?}}. */
    public ObjectNode ofEvents(Search search) {
        return storage.read(snapshot -> {
            ObjectNode answer = JsonTree.object();
            ArrayNode reports = answer.putArray("event_reports");
            snapshot.ofReports().ofEvents(search).forEach(report -> reports.add(toJson(report)));
            return page(answer, search, reports.size(), snapshot.ofReports().countOfEvents(search));
        });
    }

    /**
     * A report of an event, with the event.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none
     */
    public ObjectNode ofEvent(long id) {
        return storage.read(snapshot -> {
            OfEvent report = snapshot.ofReports().ofEvent(id).orElseThrow(() -> none("Event"));
            ObjectNode json = toJson(report);
            snapshot.event(report.eventId()).ifPresent(stored -> json.set("event_json", stored.event().pdu()));
            return json;
        });
    }

    /** A page of the reports of users, as {@code {"user_reports", "total", "next_token"?}}. */
    public ObjectNode ofUsers(Search search) {
        return storage.read(snapshot -> {
            ObjectNode answer = JsonTree.object();
            ArrayNode reports = answer.putArray("user_reports");
            snapshot.ofReports().ofUsers(search).forEach(report -> reports.add(toJson(report)));
            return page(answer, search, reports.size(), snapshot.ofReports().countOfUsers(search));
        });
    }

    /**
     * A report of a user.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none
     */
    public ObjectNode ofUser(long id) {
        return toJson(storage.read(snapshot -> snapshot.ofReports().ofUser(id)).orElseThrow(() -> none("User")));
    }

    /**
     * Removes a report of an event.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none
     */
    public void removeOfEvent(long id) {
        if (storage.read(snapshot -> snapshot.ofReports().ofEvent(id)).isEmpty()) {
            throw none("Event");
        }
        storage.write(List.of(new ReportChange.EventReportRemoved(id)));
    }

    /**
     * Removes a report of a user.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none
     */
    public void removeOfUser(long id) {
        if (storage.read(snapshot -> snapshot.ofReports().ofUser(id)).isEmpty()) {
            throw none("User");
        }
        storage.write(List.of(new ReportChange.UserReportRemoved(id)));
    }

    private static ObjectNode page(ObjectNode answer, Search search, int size, int total) {
        answer.put("total", total);
        if (size > 0 && search.from() + search.limit() < total) {
            answer.put("next_token", search.from() + size);
        }
        return answer;
    }

    private static ObjectNode toJson(OfEvent report) {
        return common(report).put("received_ts", report.receivedTs()).put("room_id", report.roomId().value())
                .put("event_id", report.eventId().value()).put("user_id", report.by().value())
                .put("score", report.score().orElse(null)).put("reason", report.reason().orElse(null))
                .put("sender", report.sender().map(UserId::value).orElse(null))
                .put("canonical_alias", report.canonicalAlias().orElse(null)).put("name", report.name().orElse(null));
    }

    private static ObjectNode toJson(OfUser report) {
        return common(report).put("received_ts", report.receivedTs()).put("target_user_id", report.target().value())
                .put("user_id", report.by().value()).put("reason", report.reason());
    }

    private static ObjectNode common(ReportRow report) {
        return JsonTree.object().put("id", report.id());
    }

    private static MatrixException none(String kind) {
        return MatrixException.notFound(kind + " report not found");
    }
}
