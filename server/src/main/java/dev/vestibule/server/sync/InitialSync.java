package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.live.Live;
import dev.vestibule.server.view.Reading;
import dev.vestibule.server.view.RoomView;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A user takes a look at all their rooms, the way clients did before there was {@code /sync}.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3initialsync">initialSync</a>
 */
public final class InitialSync {

    private final Storage storage;
    private final Live live;
    private final Clock clock;

    public InitialSync(Storage storage, Live live, Clock clock) {
        this.storage = storage;
        this.live = live;
        this.clock = clock;
    }

    /**
     * The rooms the user is in or invited to. Rooms they knock at are left out: the answer has no word for that.
     *
     * @param limit    how many messages of each room at most
     * @param archived whether to show rooms the user has left, or was banned from, as they went
     */
    public JsonNode read(Requester requester, OptionalInt limit, boolean archived) {
        return storage.read(snapshot -> {
            RoomInfo info = new RoomInfo(snapshot, requester, clock.instant(), limit.orElse(RoomInfo.DEFAULT_LIMIT));
            List<AccountDataRow> accountData = snapshot.ofAccounts().accountData(requester.user(), 0);
            ObjectNode answer = JsonTree.object();
            ArrayNode rooms = answer.putArray("rooms");
            for (MembershipRow row : snapshot.membershipsOf(requester.user())) {
                switch (row.membership()) {
                    case JOIN -> rooms.add(readable(snapshot, requester, info, row, accountData));
                    case INVITE -> info.invited(row).ifPresent(rooms::add);
                    case LEAVE, BAN -> {
                        boolean hasSeen = archived && !row.forgotten()
                                && RoomView.departure(snapshot, requester.user(), row.roomId()).isPresent();
                        if (hasSeen) {
                            rooms.add(readable(snapshot, requester, info, row, accountData));
                        }
                    }
                    case KNOCK -> {
                        // The answer's memberships are those of before there was knocking.
                    }
                }
            }
            RoomInfo.write(answer.putArray("account_data"),
                    accountData.stream().filter(data -> data.roomId().isEmpty()).toList());
            new PresenceSection(snapshot, live, requester.user(), SyncRequest.forEverything(), clock.instant())
                    .write(answer.putArray("presence"), Set.of());
            return answer.put("end", new StreamToken(snapshot.position()).toString());
        });
    }

    private static JsonNode readable(Snapshot snapshot, Requester requester, RoomInfo info, MembershipRow row,
            List<AccountDataRow> accountData) {
        return info.readable(Reading.orRefuse(snapshot, requester.user(), row.roomId()), Optional.of(row),
                accountData);
    }
}
