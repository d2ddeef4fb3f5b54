package dev.vestibule.storage;

import dev.vestibule.storage.internal.ReportQueries;
import java.util.List;
import java.util.Optional;

/** What users report to administrators, as of one {@link Snapshot}. */
public final class ReportsSnapshot {
    private final ReportQueries queries;

    ReportsSnapshot(ReportQueries queries) {
        this.queries = queries;
    }

    /** A page of the reports of events. */
    public List<ReportRow.OfEvent> ofEvents(ReportRow.Search search) {
        return queries.ofEvents(search);
    }

    /** How many reports of events a search finds on all its pages. */
    public int countOfEvents(ReportRow.Search search) {
        return queries.countOfEvents(search);
    }

    /** One report of an event. */
    public Optional<ReportRow.OfEvent> ofEvent(long id) {
        return queries.ofEvent(id);
    }

    /** A page of the reports of users. */
    public List<ReportRow.OfUser> ofUsers(ReportRow.Search search) {
        return queries.ofUsers(search);
    }

    /** How many reports of users a search finds on all its pages. */
    public int countOfUsers(ReportRow.Search search) {
        return queries.countOfUsers(search);
    }

    /** One report of a user. */
    public Optional<ReportRow.OfUser> ofUser(long id) {
        return queries.ofUser(id);
    }
}
