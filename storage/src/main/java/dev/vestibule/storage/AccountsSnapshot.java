package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.internal.CommitLog;
import dev.vestibule.storage.internal.Erasures;
import dev.vestibule.storage.internal.Queries;
import dev.vestibule.storage.internal.Recent.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What belongs to accounts, as of one {@link Snapshot}. */
public final class AccountsSnapshot {
    private final Snapshot snapshot;
    private final Queries queries;
    private final CommitLog log;
    private final Erasures erasures;
    private final Map<Map.Entry<UserId, String>, Optional<AccountDataRow>> globalAccountData = new HashMap<>();

    AccountsSnapshot(Snapshot snapshot, Queries queries, CommitLog log, Erasures erasures) {
        this.snapshot = snapshot;
        this.queries = queries;
        this.log = log;
        this.erasures = erasures;
    }

    /**
     * Users with a text in their ID or display name, in capitals or not, who share a room with the searcher or are in
     * one that is open to all, and the searcher; nobody whose account has ended.
     */
    public List<FoundUser> searchUsers(UserId searcher, String term, int limit) {
        return queries.userSearch().search(searcher, term, limit);
    }

    public Optional<UserRow> user(UserId user) {
        return queries.users().user(user);
    }

    /**
     * The position at which an account was erased: who came to a room after it is not shown what the user said there.
     * The answer comes from memory, and is that of now.
     */
    public Optional<Long> erasedAt(UserId user) {
        return erasures.erasedAt(user);
    }

    /** An account, with what is shown beside it. */
    public Optional<UserSummary> userSummary(UserId user) {
        return queries.users().summary(user);
    }

    /** A part of the accounts on this server. Its cost grows with the accounts there are. */
    public UserPage users(UserSearch search) {
        return queries.users().search(search);
    }

    /** What a user may send, where that is not what everybody may. */
    public Optional<RateOverride> rateOverride(UserId user) {
        return queries.accounts().rateOverride(user);
    }

    /** The devices of a user, in alphabetical order. */
    public List<DeviceRow> devices(UserId user) {
        return queries.sessions().devices(user);
    }

    /** From where the devices of a user were used, also those that are removed, the latest first. */
    public List<ConnectionRow> connections(UserId user) {
        return queries.sessions().connections(user);
    }

    /** Whose a refresh token is; empty if it ended, or its account did. */
    public Optional<RefreshTokenRow> refreshToken(String tokenHash) {
        return queries.sessions().refreshToken(tokenHash);
    }

    /**
     * How often a user invited somebody.
     *
     * @param since which invites count, by what their events say of the time
     */
    public int sentInvites(UserId user, Instant since) {
        return queries.memberships().sentInvites(user, since);
    }

    /**
     * How many rooms a user joined, whether or not they are still in them.
     *
     * @param since which joins count, by what their events say of the time
     */
    public int roomsJoined(UserId user, Instant since) {
        return queries.memberships().roomsJoined(user, since);
    }

    /** The profile fields of a user that have a value, by name; empty also for an unknown user. */
    public Map<String, JsonNode> profile(UserId user) {
        return queries.accounts().profile(user);
    }

    /** Some profile fields of many users, by user and name; who has none of them is not there. */
    public Map<UserId, Map<String, JsonNode>> profiles(Collection<UserId> users, Collection<String> fields) {
        return queries.accounts().profiles(users, fields);
    }

    /** The account data of a user, global and of rooms, that was set after a position, in that order. */
    public List<AccountDataRow> accountData(UserId user, long after) {
        return log.isNothingBetween(Kind.ACCOUNT_DATA, after, snapshot.position())
                ? List.of()
                : queries.accounts().accountData(user, after);
    }

    /**
     * One piece of account data.
     *
     * @param room empty for the account as a whole
     */
    public Optional<AccountDataRow> accountData(UserId user, Optional<RoomId> room, String type) {
        // What a user keeps for the account as a whole is asked again for every room of theirs.
        return room.isPresent()
                ? queries.accounts().accountData(user, room, type)
                : globalAccountData.computeIfAbsent(Map.entry(user, type),
                        _ -> queries.accounts().accountData(user, room, type));
    }

    /** Reads several pieces of account data at once, each of which will be asked for by itself. */
    public void readTogether(UserId user, Set<String> types) {
        if (types.stream().allMatch(type -> globalAccountData.containsKey(Map.entry(user, type)))) {
            return;
        }
        Map<String, AccountDataRow> rows = queries.accounts().accountData(user, types);
        types.forEach(type -> globalAccountData.put(Map.entry(user, type), Optional.ofNullable(rows.get(type))));
    }

    /** All account data a user keeps for a room, in the order in which it was set. */
    public List<AccountDataRow> accountDataOf(UserId user, RoomId room) {
        return queries.accounts().accountDataOf(user, room);
    }

    /** The definition of a filter that the user stored. */
    public Optional<String> filter(UserId user, String filterId) {
        return queries.accounts().filter(user, filterId);
    }

    /** What a request was answered, if one came under this transaction ID before. */
    public Optional<String> transaction(TransactionKey key) {
        return queries.accounts().transaction(key);
    }
}
