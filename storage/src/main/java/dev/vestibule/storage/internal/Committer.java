package dev.vestibule.storage.internal;

import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Committed;
import dev.vestibule.storage.StorageException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the database, alone: takes all units that are waiting, commits them as one group, and lets those who wait
 * for them go on. A commit costs about the same for one unit as for a hundred.
 *
 * <p>As positions are given in the order of commits, by one thread, a reader who sees a position sees all before it.
 * That there is one committer for a database is assumed here and nowhere else.
 */
public final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int MAX_GROUP = 256;

    private final Database database;
    private final CommitLog log;
    private final BlockingQueue<Unit> waiting = new LinkedBlockingQueue<>();
    private final Unit end = Unit.of(List.of(), new ChangeRows(() -> Instant.EPOCH));
    private final Thread thread;
    private final Object submission = new Object();
    private boolean closed;
    /** Only the committer's thread uses it. Null when the next group has to connect anew. */
    private WriteConnection connection;
    /** The position that was committed last, as only the committer's thread knows it. */
    private long head;

    /**
     * Makes a committer that does not run yet.
     *
     * @param log is told of each commit, in order, before those who wait for it are
     */
    public Committer(Database database, CommitLog log) {
        this.database = database;
        this.log = log;
        this.thread = Thread.ofPlatform().name("vestibule-committer").daemon().unstarted(this::run);
    }

    /** Begins to commit. */
    public void start() {
        thread.start();
    }

    /**
     * Takes a unit. Units are committed in the order in which they were taken.
     *
     * @throws StorageException if the storage is closed
     */
    public void submit(Unit unit) {
        synchronized (submission) {
            if (closed) {
                throw new StorageException("The storage is closed.");
            }
            waiting.add(unit);
        }
    }

    /** Commits what is waiting, then ends. */
    @Override
    public void close() {
        synchronized (submission) {
            if (!closed) {
                closed = true;
                waiting.add(end);
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Unit> group = new ArrayList<>();
        boolean ended = false;
        while (!ended) {
            try {
                group.add(waiting.take());
            } catch (InterruptedException nobodysBusiness) {
                continue;
            }
            waiting.drainTo(group, MAX_GROUP - 1);
            ended = group.remove(end);
            commit(group);
            group.clear();
        }
        disconnect();
    }

    /** Commits units together, or if that fails, each on its own: a bad one takes no other with it. */
    private void commit(List<Unit> units) {
        List<Unit> sound = units.stream().filter(Committer::isSound).toList();
        if (sound.isEmpty()) {
            return;
        }
        try {
            publish(commitTogether(sound), sound);
        } catch (SQLException | RuntimeException | Error failure) {
            boolean undone = undo();
            if (sound.size() == 1 || !undone) {
                sound.forEach(unit -> unit.fail(explained(failure)));
            } else {
                sound.forEach(unit -> commit(List.of(unit)));
            }
        }
    }

    /** Fails a unit that is built on one that failed. */
    private static boolean isSound(Unit unit) {
        if (unit.lineage().isPresent() && unit.lineage().get().isBroken()) {
            unit.fail(new Lineage.BrokenException());
            return false;
        }
        return true;
    }

    private Committed commitTogether(List<Unit> units) throws SQLException {
        if (connection == null) {
            connection = new WriteConnection(database);
            head = connection.head();
        }
        Group group = new Group(connection, head);
        for (Unit unit : units) {
            group.add(unit);
        }
        Committed committed = group.commit();
        head = committed.lastPosition();
        return committed;
    }

    /** Tells of a commit. Whatever happens in that, nothing can be undone any more. */
    private void publish(Committed committed, List<Unit> units) {
        try {
            log.append(committed, units);
        } catch (RuntimeException | Error failure) {
            LOG.error("Telling of the commit of position {} failed", committed.lastPosition(), failure);
        }
        units.forEach(Unit::succeed);
    }

    /** Returns whether the database is as if nothing had been tried. */
    private boolean undo() {
        try {
            if (connection != null) {
                connection.rollback();
            }
            return true;
        } catch (SQLException lost) {
            LOG.warn("Lost the connection to {}", database.name(), lost);
            disconnect();
            return false;
        }
    }

    private void disconnect() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException failure) {
            LOG.debug("Closing a connection to {} failed", database.name(), failure);
        }
        connection = null;
    }

    private RuntimeException explained(Throwable failure) {
        return failure instanceof AlreadyExistsException exists
                ? exists
                : new StorageException("Writing to " + database.name() + " failed: " + failure.getMessage(), failure);
    }
}
