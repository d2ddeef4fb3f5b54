package dev.vestibule.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class H2DirectoryTest extends DatabaseTest {
    @TempDir
    Path directory;

    @Override
    StorageLocation location() {
        return new StorageLocation.H2Directory(directory.resolve("new"));
    }
}
