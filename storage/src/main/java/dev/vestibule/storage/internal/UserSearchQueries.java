package dev.vestibule.storage.internal;

import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.PROFILES;
import static dev.vestibule.storage.jooq.Tables.ROOM_OVERVIEWS;
import static dev.vestibule.storage.jooq.Tables.USERS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.event.JoinRule;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.FoundUser;
import dev.vestibule.storage.jooq.tables.Memberships;
import dev.vestibule.storage.jooq.tables.Profiles;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Looks for users, within one snapshot. */
public final class UserSearchQueries {
    private static final Profiles NAME = PROFILES.as("name");
    private static final Profiles AVATAR = PROFILES.as("avatar");

    private final DSLContext sql;

    UserSearchQueries(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Users with a text in their ID or display name, in capitals or not, who share a room with the searcher or are in
     * one that is open to all, and the searcher; nobody whose account has ended. Those whose name or ID begins with the
     * text come first.
     */
    public List<FoundUser> search(UserId searcher, String term, int limit) {
        Condition begins = Search.matches(USERS.USER_ID, "@", term, "%")
                .or(Search.matches(NAME.CONTENT, "\"", asStored(term), "%"));
        return sql.select(USERS.USER_ID, NAME.CONTENT, AVATAR.CONTENT)
                .from(USERS)
                .leftJoin(NAME).on(NAME.USER_ID.eq(USERS.USER_ID), NAME.FIELD.eq("displayname"))
                .leftJoin(AVATAR).on(AVATAR.USER_ID.eq(USERS.USER_ID), AVATAR.FIELD.eq("avatar_url"))
                .where(USERS.DEACTIVATED.isFalse(),
                        Search.contains(USERS.USER_ID, term).or(Search.contains(NAME.CONTENT, asStored(term))),
                        USERS.USER_ID.eq(searcher.value()).or(isVisibleTo(searcher)))
                .orderBy(DSL.when(begins, 0).otherwise(1), USERS.USER_ID)
                .limit(limit)
                .fetch(row -> new FoundUser(new UserId(row.value1()), text(row.value2()), text(row.value3())));
    }

    private static Condition isVisibleTo(UserId searcher) {
        Memberships own = MEMBERSHIPS.as("own");
        return DSL.exists(DSL.selectOne()
                .from(MEMBERSHIPS)
                .where(MEMBERSHIPS.USER_ID.eq(USERS.USER_ID), MEMBERSHIPS.MEMBERSHIP.eq(Membership.JOIN.wire()))
                .and(DSL.exists(DSL.selectOne()
                        .from(own)
                        .where(own.ROOM_ID.eq(MEMBERSHIPS.ROOM_ID), own.USER_ID.eq(searcher.value()),
                                own.MEMBERSHIP.eq(Membership.JOIN.wire())))
                        .or(DSL.exists(DSL.selectOne()
                                .from(ROOM_OVERVIEWS)
                                .where(ROOM_OVERVIEWS.ROOM_ID.eq(MEMBERSHIPS.ROOM_ID))
                                .and(isOpen(ROOM_OVERVIEWS.JOIN_RULE, ROOM_OVERVIEWS.HISTORY_VISIBILITY))))));
    }

    private static Condition isOpen(Field<String> joinRule, Field<String> historyVisibility) {
        return joinRule.eq(JoinRule.PUBLIC.wire()).or(historyVisibility.eq("world_readable"));
    }

    /** Profiles are stored as JSON values, so a text in one looks as it does within quotes. */
    private static String asStored(String term) {
        String quoted = JsonTree.write(TextNode.valueOf(term));
        return quoted.substring(1, quoted.length() - 1);
    }

    private static Optional<String> text(String stored) {
        return Optional.ofNullable(stored).map(EventRow::json).map(JsonNode::textValue);
    }
}
