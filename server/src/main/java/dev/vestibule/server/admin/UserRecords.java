package dev.vestibule.server.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import java.time.Instant;
import java.util.List;

/**
 * What the server has recorded of a user, for administrators.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html">Synapse's description</a>
 */
public final class UserRecords {
    private final Storage storage;
    private final Accounts accounts;

    public UserRecords(Storage storage, Accounts accounts) {
        this.storage = storage;
        this.accounts = accounts;
    }

    /** The rooms a user is joined to; none for somebody unknown. */
    public List<RoomId> joinedRooms(UserId user) {
        return storage.read(snapshot -> List.copyOf(snapshot.joinedRooms(user)));
    }

    /** All memberships of a user, those in forgotten rooms too; none for somebody unknown. */
    public List<MembershipRow> memberships(UserId user) {
        return storage.read(snapshot -> snapshot.membershipsOf(user));
    }

    /** How often a user has invited somebody since then. */
    public int sentInvites(UserId user, Instant since) {
        return storage.read(snapshot -> snapshot.ofAccounts().sentInvites(user, since));
    }

    /** How many rooms a user has joined since then, those they left again too. */
    public int roomsJoined(UserId user, Instant since) {
        return storage.read(snapshot -> snapshot.ofAccounts().roomsJoined(user, since));
    }

    /**
     * What a user's clients keep with the account: under {@code global} by type, under {@code rooms} by room and type.
     *
     * @throws dev.vestibule.server.error.MatrixException {@code M_NOT_FOUND} if there is no such account, 400
     *                                                    {@code M_UNKNOWN} for a user of another server
     */
    public ObjectNode accountData(UserId user) {
        accounts.existing(user);
        ObjectNode all = JsonTree.object();
        ObjectNode global = all.putObject("global");
        ObjectNode rooms = all.putObject("rooms");
        for (AccountDataRow row : storage.read(snapshot -> snapshot.ofAccounts().accountData(user, 0))) {
            row.roomId().map(room -> rooms.withObjectProperty(room.value())).orElse(global)
                    .set(row.type(), row.content());
        }
        return all;
    }
}
