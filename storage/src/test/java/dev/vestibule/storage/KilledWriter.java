package dev.vestibule.storage;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.StorageLocation.H2Directory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A process to be killed: several threads change memberships, some in rooms of their own and some in one room, and print
 * a line after each change that was acknowledged.
 *
 * <p>Arguments: the data directory, and how many threads. The first line is {@code open}.
 */
final class KilledWriter {
    private KilledWriter() {}

    static void main(String[] arguments) throws InterruptedException {
        Storage storage = Storage.open(new H2Directory(Path.of(arguments[0])), TestRoom.SERVER, InstantSource.system());
        print("open");
        TestRoom shared = TestRoom.create(storage, TestRoom.user("shared"));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            UserId user = TestRoom.user("user" + i);
            TestRoom room = i % 2 == 0 ? shared : TestRoom.create(storage, user);
            threads.add(Thread.ofVirtual().start(() -> write(room, user)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // With nothing to write: hold the directory until somebody kills this process.
        Thread.currentThread().join();
    }

    private static void write(TestRoom room, UserId user) {
        for (int i = 0;; i++) {
            Event event = room.set(user, i % 2 == 0 ? Membership.JOIN : Membership.LEAVE);
            print(new Acknowledged(room.id(), user, event.membership().orElseThrow(), event).line());
        }
    }

    /** One write of a whole line: no line is ever mixed with another, or half of one. */
    private static void print(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    /** A change of which the process was told that it is durable. */
    record Acknowledged(RoomId room, UserId user, Membership membership, String eventId) {
        Acknowledged(RoomId room, UserId user, Membership membership, Event event) {
            this(room, user, membership, event.eventId().value());
        }

        String line() {
            return String.join(" ", room.value(), user.value(), membership.wire(), eventId);
        }

        static Acknowledged of(String line) {
            String[] parts = line.split(" ", -1);
            return new Acknowledged(new RoomId(parts[0]), new UserId(parts[1]), Membership.of(parts[2]).orElseThrow(),
                    parts[3]);
        }
    }
}
