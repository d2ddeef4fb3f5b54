package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;

/** What every storage must do, whatever database is behind it: tests that {@link DatabaseTest} runs on each. */
interface StorageContract {
    UserId ALICE = TestRoom.user("alice");
    UserId BOB = TestRoom.user("bob");
    UserId CAROL = TestRoom.user("carol");

    /** A storage that was empty before the test. */
    Storage storage();
}
