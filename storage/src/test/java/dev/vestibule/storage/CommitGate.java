package dev.vestibule.storage;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Holds up the thread that commits, in its listener, after a commit that was chosen for that: so everything handed over
 * meanwhile is pending, and then committed as one group.
 */
final class CommitGate implements Consumer<Committed>, AutoCloseable {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    private CommitGate() {}

    /** Closes the gate: returns when the thread that commits stands before it. */
    static CommitGate close(Storage storage, TestRoom bystander) throws InterruptedException {
        CommitGate gate = new CommitGate();
        storage.onCommit(gate);
        Thread.ofVirtual().start(() -> bystander.message(StorageContract.ALICE, "closes the gate"));
        gate.reached.await();
        return gate;
    }

    @Override
    public void accept(Committed commit) {
        reached.countDown();
        boolean interrupted = false;
        while (open.getCount() > 0) {
            try {
                open.await();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens it again, for good. */
    @Override
    public void close() {
        open.countDown();
    }
}
