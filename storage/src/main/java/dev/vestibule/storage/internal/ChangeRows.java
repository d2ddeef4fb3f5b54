package dev.vestibule.storage.internal;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.BackupChange;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Change.AccountClosed;
import dev.vestibule.storage.Change.AccountDataSet;
import dev.vestibule.storage.Change.AccountFlagSet;
import dev.vestibule.storage.Change.AliasAdded;
import dev.vestibule.storage.Change.AliasRemoved;
import dev.vestibule.storage.Change.EventAppended;
import dev.vestibule.storage.Change.EventRedacted;
import dev.vestibule.storage.Change.FilterStored;
import dev.vestibule.storage.Change.Forgotten;
import dev.vestibule.storage.Change.MediaStored;
import dev.vestibule.storage.Change.OfSession;
import dev.vestibule.storage.Change.PasswordSet;
import dev.vestibule.storage.Change.ProfileFieldRemoved;
import dev.vestibule.storage.Change.ProfileFieldSet;
import dev.vestibule.storage.Change.RateOverrideRemoved;
import dev.vestibule.storage.Change.RateOverrideSet;
import dev.vestibule.storage.Change.ReceiptSet;
import dev.vestibule.storage.Change.RoomBlocked;
import dev.vestibule.storage.Change.RoomCreated;
import dev.vestibule.storage.Change.RoomPurged;
import dev.vestibule.storage.Change.RoomUnblocked;
import dev.vestibule.storage.Change.TransactionRecorded;
import dev.vestibule.storage.Change.UserCreated;
import dev.vestibule.storage.Change.UserTypeSet;
import dev.vestibule.storage.Change.VisibilitySet;
import dev.vestibule.storage.DeviceChange;
import dev.vestibule.storage.PusherChange;
import dev.vestibule.storage.RateOverride;
import dev.vestibule.storage.ReportChange;
import dev.vestibule.storage.StoredEvent;
import dev.vestibule.storage.Visibility;
import dev.vestibule.storage.internal.Row.Touch;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns changes into the rows that they write. */
public final class ChangeRows {
    /** H2 takes no more than a megabyte in a value. */
    private static final int MEDIA_CHUNK_BYTES = 256 << 10;

    private final InstantSource clock;
    private final SessionRows sessions;

    /** @param clock tells when things were made */
    public ChangeRows(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.sessions = new SessionRows(clock);
    }

    /**
     * What the changes of one unit write.
     *
     * @throws dev.vestibule.storage.ValueTooLongException if a text does not fit
     */
    List<Step> steps(List<Change> unit) {
        boolean roomBegins = unit.stream().anyMatch(RoomCreated.class::isInstance);
        return unit.stream().map(change -> switch (change) {
            case RoomCreated(var room, var version) ->
                new Step(change, Row.touching(RoomWrites.ROOM, rooms(room), room.value(), version.id(),
                        Visibility.PRIVATE.wire(), 0, 0, 0), OverviewRows.begin(room, unit));
            case EventAppended appended ->
                append(appended, roomBegins ? Optional.empty() : OverviewRows.change(appended.event()));
            default -> step(change);
        }).toList();
    }

    private Step step(Change change) {
        return switch (change) {
            case RoomCreated _,EventAppended _ -> throw new IllegalArgumentException("part of a unit: " + change);
            case EventRedacted redacted -> redact(redacted);
            case VisibilitySet(var room, var visibility) -> new Step(change,
                    Row.touching(RoomWrites.ROOM_VISIBILITY, rooms(room), visibility.wire(), room.value()));
            case Forgotten(var user, var room) -> new Step(change,
                    Row.touching(RoomWrites.UNFORGET, forgotten(user.value(), room), user.value(), room.value()),
                    Row.touching(RoomWrites.FORGET, forgotten(user.value(), room), null, user.value(), room.value()));
            case RoomPurged purged -> PurgeRows.step(purged);
            case RoomBlocked(var room, var by) -> new Step(change,
                    Row.touching(RoomWrites.BLOCK_SEEN, blocked(room), room.value(), room.value())
                            .orElse(Row.touching(RoomWrites.BLOCK, blocked(room), room.value(), by.value(),
                                    clock.millis())));
            case RoomUnblocked(var room) -> new Step(change,
                    Row.touching(RoomWrites.BLOCK_GONE, blocked(room), room.value()));
            case AliasAdded(var alias, var room, var creator) -> new Step(change, Row.touching(RoomWrites.ALIAS,
                    new Touch("aliases", alias), alias.value(), room.value(), creator.value(), clock.millis()));
            case AliasRemoved(var alias, var room) -> new Step(change,
                    Row.touching(RoomWrites.ALIAS_GONE, new Touch("aliases", alias), alias.value(), room.value()));
            case UserCreated(var user, var passwordHash, var admin) -> new Step(change, Row.touching(AccountWrites.USER,
                    users(user), user.value(), passwordHash.orElse(null), admin, clock.millis()));
            case AccountFlagSet(var user, var flag, var on) when flag == AccountFlag.ERASED && !on ->
                new Step(change, Row.touching(AccountWrites.USER_ERASED, users(user), false, user.value()),
                        Row.touching(AccountWrites.ERASURE_GONE, erasures(user), user.value()));
            case AccountFlagSet(var user, var flag, var on) -> new Step(change,
                    Row.touching(AccountWrites.of(flag), users(user), on, user.value()));
            case AccountClosed closed -> new Step(closed, close(closed.user(), closed.erased()));
            case PasswordSet(var user, var hash) -> new Step(change,
                    Row.touching(AccountWrites.USER_PASSWORD, users(user), hash.orElse(null), user.value()));
            case UserTypeSet(var user, var userType) -> new Step(change,
                    Row.touching(AccountWrites.USER_TYPE, users(user), userType.orElse(null), user.value()));
            case RateOverrideSet(var user, var override) -> new Step(change, rateOverrideSet(user, override));
            case RateOverrideRemoved(var user) -> new Step(change,
                    Row.touching(AccountWrites.RATE_OVERRIDE_GONE, rateOverrides(user), user.value()));
            case OfSession session -> new Step(change,
                    Stream.of(sessions.rows(session), DeviceRows.gone(session), PusherRows.gone(session))
                            .flatMap(List::stream)
                            .toArray(Row[]::new));
            case DeviceChange ofDevice -> DeviceRows.step(ofDevice);
            case BackupChange ofBackup -> BackupRows.step(ofBackup);
            case PusherChange ofPusher -> PusherRows.step(ofPusher);
            case ReportChange ofReport -> ReportRows.step(ofReport, clock.millis());
            case ProfileFieldSet set -> new Step(change, profileFieldSet(set));
            case ProfileFieldRemoved(var user, var field) -> new Step(change,
                    Row.touching(AccountWrites.PROFILE_GONE, new Touch("profiles", user), user.value(), field));
            case TransactionRecorded(var key, var response) -> new Step(change, Row.of(AccountWrites.TRANSACTION,
                    key.user().value(), key.deviceId(), key.endpoint(), key.transactionId(), response, clock.millis()));
            case AccountDataSet set -> new Step(change, accountDataSet(set));
            case MediaStored stored -> new Step(change, media(stored));
            case ReceiptSet set -> new Step(change, receiptSet(set));
            case FilterStored(var user, var filter, var definition) -> new Step(change,
                    Row.touching(AccountWrites.FILTER, new Touch("filters", user), user.value(), filter, definition));
        };
    }

    private static Step append(EventAppended appended, Optional<Row> overview) {
        Event event = appended.event();
        List<Row> rows = new ArrayList<>();
        rows.add(event(appended));
        RelationRows.begin(event).ifPresent(rows::add);
        if (!event.isState()) {
            return new Step(appended, rows, 0, 0, 0);
        }
        String room = event.roomId().value();
        String stateKey = event.stateKey().orElseThrow();
        Optional<Event> replaced = appended.replaced();
        rows.add(Row.touching(replaced.isEmpty() ? RoomWrites.STATE_NEW : RoomWrites.STATE_CHANGE,
                new Touch("current_state", List.of(room, event.type(), stateKey)), null, room, event.type(), stateKey));
        overview.ifPresent(rows::add);
        int newState = replaced.isEmpty() ? 1 : 0;
        if (!event.type().equals(EventType.MEMBER)) {
            return new Step(appended, rows, 0, 0, newState);
        }
        Membership membership = event.membership().orElseThrow();
        Optional<Membership> before = replaced.flatMap(Event::membership);
        rows.add(Row.touching(before.isEmpty() ? RoomWrites.MEMBERSHIP_NEW : RoomWrites.MEMBERSHIP_CHANGE,
                new Touch("memberships", List.of(room, stateKey)), null, membership.wire(), room, stateKey));
        if (before.isPresent() && membership == Membership.JOIN) {
            rows.add(Row.touching(RoomWrites.UNFORGET, forgotten(stateKey, event.roomId()), stateKey, room));
        }
        return new Step(appended, rows, gain(Membership.JOIN, before, membership),
                gain(Membership.INVITE, before, membership), newState);
    }

    private Row[] media(MediaStored stored) {
        ByteBuffer content = stored.content().slice();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(AccountWrites.MEDIA, stored.mediaId(), stored.uploader().value(), stored.contentType(),
                stored.fileName().orElse(null), content.remaining(), clock.millis()));
        for (int number = 0; content.hasRemaining(); number++) {
            byte[] chunk = new byte[Math.min(MEDIA_CHUNK_BYTES, content.remaining())];
            content.get(chunk);
            rows.add(Row.of(AccountWrites.MEDIA_CHUNK, stored.mediaId(), number, chunk));
        }
        return rows.toArray(Row[]::new);
    }

    private static Row event(EventAppended appended) {
        Event event = appended.event();
        return Row.of(RoomWrites.EVENT, null, event.eventId().value(), event.roomId().value(), event.type(),
                event.stateKey().orElse(null), event.sender().value(),
                event.membership().map(Membership::wire).orElse(null), event.originServerTs(), event.depth(),
                JsonTree.write(event.pdu()), appended.replaced().map(Event::eventId).map(EventId::value).orElse(null),
                appended.details().strippedState().map(JsonTree::write).orElse(null),
                appended.details().deviceId().orElse(null), appended.details().transactionId().orElse(null));
    }

    /** Of two redactions of one event that are on their way at once, the later one is kept. */
    private static Step redact(EventRedacted change) {
        // Where the redaction stands is known when the row is placed.
        StoredEvent rest = change.event().redacted(new StoredEvent.RedactedBy(change.by(), 0));
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(RoomWrites.EVENT_REDACTED, JsonTree.write(rest.event().pdu()),
                rest.details().strippedState().map(JsonTree::write).orElse(null), change.by().value(), null,
                rest.event().eventId().value()));
        if (change.isCurrentState()) {
            OverviewRows.change(rest.event()).ifPresent(rows::add);
        }
        RelationRows.end(change.event().event()).ifPresent(rows::add);
        return new Step(change, rows.toArray(Row[]::new));
    }

    private static int gain(Membership counted, Optional<Membership> before, Membership after) {
        return (after == counted ? 1 : 0) - (before.filter(counted::equals).isPresent() ? 1 : 0);
    }

    /** Tables that keep something for an account's owner alone have their row here. */
    private static Row[] close(UserId user, boolean erased) {
        String id = user.value();
        List<Row> rows = new ArrayList<>(SessionRows.closed(user));
        rows.add(Row.touching(AccountWrites.USER_DEACTIVATED, users(user), true, id));
        rows.add(Row.touching(AccountWrites.USER_PASSWORD, users(user), null, id));
        rows.add(Row.touching(AccountWrites.ALL_ACCOUNT_DATA_GONE, new Touch("account_data", user), id));
        rows.add(Row.touching(AccountWrites.FILTERS_GONE, new Touch("filters", user), id));
        rows.add(PusherRows.closed(user));
        rows.addAll(BackupRows.closed(user));
        if (erased) {
            rows.add(Row.touching(AccountWrites.USER_ERASED, users(user), true, id));
            rows.add(Row.touching(AccountWrites.ERASURE_SEEN, erasures(user), id, id)
                    .orElse(Row.touching(AccountWrites.ERASURE, erasures(user), null, id)));
            rows.add(Row.touching(AccountWrites.ALL_OF_PROFILE_GONE, new Touch("profiles", user), id));
        }
        return rows.toArray(Row[]::new);
    }

    private static Row profileFieldSet(ProfileFieldSet set) {
        Touch key = new Touch("profiles", set.user());
        Object[] values = {JsonTree.write(set.value()), set.user().value(), set.field()};
        return Row.touching(AccountWrites.PROFILE_CHANGE, key, values)
                .orElse(Row.touching(AccountWrites.PROFILE_NEW, key, values));
    }

    private static Row accountDataSet(AccountDataSet set) {
        String room = set.roomId().map(RoomId::value).orElse("");
        String content = JsonTree.write(set.content());
        Touch key = new Touch("account_data", set.user());
        return Row.touching(AccountWrites.ACCOUNT_DATA_CHANGE, key, null, content, set.user().value(), room, set.type())
                .orElse(Row.touching(AccountWrites.ACCOUNT_DATA_NEW, key, null, content, set.user().value(), room,
                        set.type()));
    }

    private static Row rateOverrideSet(UserId user, RateOverride override) {
        Object[] values = {override.messagesPerSecond(), override.burstCount(), user.value()};
        return Row.touching(AccountWrites.RATE_OVERRIDE_CHANGE, rateOverrides(user), values)
                .orElse(Row.touching(AccountWrites.RATE_OVERRIDE_NEW, rateOverrides(user), values));
    }

    private static Touch rateOverrides(UserId user) {
        return new Touch("rate_overrides", user);
    }

    private static Touch erasures(UserId user) {
        return new Touch("erasures", user);
    }

    private static Touch users(UserId user) {
        return new Touch("users", user);
    }

    private static Row receiptSet(ReceiptSet set) {
        String room = set.roomId().value();
        String user = set.user().value();
        Touch key = new Touch("receipts", List.of(room, user, set.type(), set.thread()));
        Object[] values = {null, set.event().value(), set.ts(), room, user, set.type(), set.thread()};
        return Row.touching(RoomWrites.RECEIPT_CHANGE, key, values)
                .orElse(Row.touching(RoomWrites.RECEIPT_NEW, key, values.clone()));
    }

    private static Touch rooms(RoomId room) {
        return new Touch("rooms", room);
    }

    private static Touch blocked(RoomId room) {
        return new Touch("blocked_rooms", room);
    }

    private static Touch forgotten(String user, RoomId room) {
        return new Touch("forgotten", List.of(user, room));
    }
}
