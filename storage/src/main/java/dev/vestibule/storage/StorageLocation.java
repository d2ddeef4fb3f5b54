package dev.vestibule.storage;

import java.nio.file.Path;
import java.util.Objects;

/** Where a server keeps what it stores. */
public sealed interface StorageLocation {

    /** In this JVM's memory, gone when the storage is closed. */
    record InMemory() implements StorageLocation {}

    /**
     * H2's files in a directory, which is made if it is missing.
     *
     * @param directory belongs to one process at a time
     */
    record H2Directory(Path directory) implements StorageLocation {
        public H2Directory {
            Objects.requireNonNull(directory, "directory");
        }
    }

    /**
     * A PostgreSQL database.
     *
     * @param url as JDBC writes it: {@code jdbc:postgresql://host/database}
     */
    record Jdbc(String url, String user, String password) implements StorageLocation {
        public Jdbc {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        /** Leaves the password out, so that it ends up in no log. */
        @Override
        public String toString() {
            return url;
        }
    }
}
