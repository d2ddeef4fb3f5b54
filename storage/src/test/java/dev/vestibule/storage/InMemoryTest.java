package dev.vestibule.storage;

final class InMemoryTest extends DatabaseTest {
    @Override
    StorageLocation location() {
        return new StorageLocation.InMemory();
    }
}
