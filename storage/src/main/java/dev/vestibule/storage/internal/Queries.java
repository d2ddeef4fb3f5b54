package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.STREAM_HEAD;

import java.util.List;
import org.jooq.DSLContext;

/** All questions that can be asked of one snapshot. */
public final class Queries {
    private final DSLContext sql;
    private final EventQueries events;
    private final MembershipQueries memberships;
    private final RoomQueries rooms;
    private final RoomListQueries roomLists;
    private final AccountQueries accounts;
    private final UserSearchQueries userSearch;
    private final SessionQueries sessions;
    private final UserQueries users;

    /** @param redactionsBefore what {@link EventCache#redactions()} was before the snapshot was taken */
    Queries(DSLContext sql, EventCache cache, long redactionsBefore) {
        this.sql = sql;
        this.events = new EventQueries(sql, cache, redactionsBefore);
        this.memberships = new MembershipQueries(sql);
        this.rooms = new RoomQueries(sql);
        this.roomLists = new RoomListQueries(sql);
        this.accounts = new AccountQueries(sql);
        this.userSearch = new UserSearchQueries(sql);
        this.sessions = new SessionQueries(sql);
        this.users = new UserQueries(sql);
    }

    /** The position that was committed last before the snapshot was taken. */
    public long position() {
        return sql.select(STREAM_HEAD.POSITION).from(STREAM_HEAD).fetchSingle(STREAM_HEAD.POSITION);
    }

    /** A sentence for everything stored that contradicts something else. */
    public List<String> contradictions() {
        return new Consistency(sql, events).contradictions(position());
    }

    public EventQueries events() {
        return events;
    }

    public PartQueries parts() {
        return new PartQueries(sql, events);
    }

    public MembershipQueries memberships() {
        return memberships;
    }

    public RoomQueries rooms() {
        return rooms;
    }

    public MediaQueries media() {
        return new MediaQueries(sql);
    }

    public RoomListQueries roomLists() {
        return roomLists;
    }

    public ReceiptQueries receipts() {
        return new ReceiptQueries(sql);
    }

    public RelationQueries relations() {
        return new RelationQueries(sql);
    }

    public BackupQueries backups() {
        return new BackupQueries(sql);
    }

    public ReportQueries reports() {
        return new ReportQueries(sql);
    }

    public DeviceQueries devices() {
        return new DeviceQueries(sql);
    }

    public AccountQueries accounts() {
        return accounts;
    }

    public UserSearchQueries userSearch() {
        return userSearch;
    }

    public SessionQueries sessions() {
        return sessions;
    }

    public UserQueries users() {
        return users;
    }
}
