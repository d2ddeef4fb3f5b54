package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change.EventAppended;
import dev.vestibule.storage.Change.EventRedacted;
import dev.vestibule.storage.Change.Forgotten;
import dev.vestibule.storage.Change.RoomCreated;
import dev.vestibule.storage.Change.RoomPurged;
import dev.vestibule.storage.Change.VisibilitySet;
import dev.vestibule.storage.internal.BlockCache;
import dev.vestibule.storage.internal.ChangeRows;
import dev.vestibule.storage.internal.CommitLog;
import dev.vestibule.storage.internal.Committer;
import dev.vestibule.storage.internal.Database;
import dev.vestibule.storage.internal.DeviceCache;
import dev.vestibule.storage.internal.Erasures;
import dev.vestibule.storage.internal.EventCache;
import dev.vestibule.storage.internal.ProfileCache;
import dev.vestibule.storage.internal.Reader;
import dev.vestibule.storage.internal.ServerRows;
import dev.vestibule.storage.internal.TokenCache;
import dev.vestibule.storage.internal.Unit;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything a server keeps. What it has returned from writing is on disk, and stays there if the process is killed.
 *
 * <p>It stores and finds; it decides no rule.
 */
public final class Storage implements AutoCloseable {
    private final Database database;
    private final ServerRows server;
    private final ChangeRows rows;
    private final TokenCache tokens;
    private final ProfileCache profiles;
    private final DeviceCache devices = new DeviceCache();
    private final Erasures erasures;
    private final BlockCache blocks = new BlockCache();
    private final Reader reader;
    private final CommitLog log;
    private final Committer committer;
    private final RoomStore rooms;
    private final OpenWork openWork = new OpenWork();
    private final ScopedValue<Snapshot> openSnapshot = ScopedValue.newInstance();

    private Storage(Database database, ServerRows server, InstantSource clock,
            Optional<Consumer<String>> statements) {
        this.database = database;
        this.server = server;
        this.rows = new ChangeRows(clock);
        this.erasures = new Erasures(server.erasuresAtStart());
        this.tokens = new TokenCache();
        this.profiles = new ProfileCache();
        EventCache events = new EventCache();
        this.reader = new Reader(database, events, statements);
        this.log = new CommitLog(events, tokens, profiles, devices, blocks, erasures);
        this.committer = new Committer(database, log);
        this.rooms = new RoomStore(reader, rows, committer, openWork);
    }

    /**
     * Opens a server's storage; an empty one is made ready first.
     *
     * @param serverName whose storage it is, from its first opening on
     * @param clock tells when things were made
     * @throws StorageException if it is in use, cannot be written to, belongs to another server name, or was made by a
     *     later version
     */
    public static Storage open(StorageLocation location, ServerName serverName, InstantSource clock) {
        return open(location, serverName, clock, Optional.empty());
    }

    /**
     * As {@link #open(StorageLocation, ServerName, InstantSource)}, and lets somebody look on.
     *
     * @param statements is told each SQL statement that reads, with its values in it, by the thread that reads: to see
     *     what an answer costs
     */
    public static Storage open(StorageLocation location, ServerName serverName, InstantSource clock,
            Optional<Consumer<String>> statements) {
        Database database = Database.at(location);
        try {
            ServerRows server = ServerRows.prepare(database, serverName, clock);
            Storage storage = new Storage(database, server, clock, statements);
            storage.log.startAt(server.headAtStart());
            storage.committer.start();
            return storage;
        } catch (RuntimeException failure) {
            database.abandon(failure);
            throw failure;
        }
    }

    /**
     * The key this server signs events with.
     *
     * @param first makes the key if there is none yet
     */
    public SigningKey signingKey(Supplier<SigningKey> first) {
        return server.signingKey(first);
    }

    /**
     * Asks questions of one snapshot. Inside of another such call it is the same snapshot.
     *
     * @throws StorageException if the database failed
     */
    public <T> T read(Function<Snapshot, T> query) {
        if (openSnapshot.isBound()) {
            return query.apply(openSnapshot.get());
        }
        long mark = devices.mark();
        return reader.read(queries -> {
            Snapshot snapshot = new Snapshot(queries, log, devices, mark, erasures);
            return ScopedValue.where(openSnapshot, snapshot).call(() -> openWork.during(() -> query.apply(snapshot)));
        });
    }

    /** Whose an access token is; never one that was removed. Most answers come from memory. */
    public Optional<TokenOwner> token(String tokenHash) {
        return tokens.owner(tokenHash, hash -> reader.read(queries -> queries.sessions().token(hash)));
    }

    /**
     * A user's profile as it was committed last, by the names of its fields. Most answers come from memory.
     *
     * @return values that must not be changed
     */
    public Map<String, JsonNode> profile(UserId user) {
        return profiles.profile(user, of -> reader.read(queries -> queries.accounts().profile(of)));
    }

    /**
     * The administrator who blocked a room, as it was committed last; empty if nobody did. Most answers come from
     * memory.
     */
    public Optional<UserId> blockedBy(RoomId room) {
        return blocks.blockedBy(room, of -> reader.read(queries -> queries.rooms().blockedBy(of)));
    }

    /** Where rooms are written. */
    public RoomStore rooms() {
        return rooms;
    }

    /**
     * Commits changes that concern no room, all of them or none, and returns when they are durable.
     *
     * @throws AlreadyExistsException if something they add exists already
     * @throws ValueTooLongException if a text does not fit into the database
     * @throws IllegalArgumentException if one of them belongs into a room's transaction
     * @throws StorageException if the database failed
     */
    public void write(List<Change> changes) {
        openWork.checkNone();
        for (Change change : changes) {
            switch (change) {
                case RoomCreated _,EventAppended _,EventRedacted _,RoomPurged _,VisibilitySet _,Forgotten _ ->
                    throw new IllegalArgumentException("a change of a room needs its transaction");
                default -> {
                }
            }
        }
        Unit unit = Unit.of(changes, rows);
        committer.submit(unit);
        unit.await();
    }

    /**
     * Lets a listener know of each commit that added to the stream, in the order of positions, after it is durable and
     * before those who wrote it go on. It is called by the thread that commits, and must be quick.
     */
    public void onCommit(Consumer<Committed> listener) {
        log.add(listener);
    }

    /** The position that was committed last; 0 before the first. */
    public long position() {
        return log.position();
    }

    /** Commits what was handed over before, then closes. */
    @Override
    public void close() {
        committer.close();
        database.close();
    }
}
