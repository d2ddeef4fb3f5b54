package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a user does not want to hear, as their account data {@code m.ignored_user_list} says. Of those users nothing is
 * shown but the state of rooms, and no invite.
 *
 * @param userIds texts, since clients may have written anything
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#ignoring-users">ignoring users</a>
 */
public record IgnoredUsers(Set<String> userIds) {

    /** The type of the account data that names them. */
    public static final String TYPE = "m.ignored_user_list";

    public IgnoredUsers {
        userIds = Set.copyOf(userIds);
    }

    /** Whom the reader ignores now; never themselves. */
    public static IgnoredUsers of(Snapshot snapshot, UserId reader) {
        Set<String> ignored = new HashSet<>();
        snapshot.ofAccounts().accountData(reader, Optional.empty(), TYPE).map(AccountDataRow::content)
                .ifPresent(list -> list.path("ignored_users").fieldNames().forEachRemaining(ignored::add));
        ignored.remove(reader.value());
        return new IgnoredUsers(ignored);
    }

    /** Whether an event is kept from the reader because of who sent it. State is not: rooms look the same to all. */
    public boolean hides(StoredEvent stored) {
        return !stored.event().isState() && isIgnored(stored.event().sender());
    }

    /** Whether nothing is wanted from this user. */
    public boolean isIgnored(UserId user) {
        return userIds.contains(user.value());
    }
}
