package dev.vestibule.storage.internal;

import dev.vestibule.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a data directory for one storage alone, in this process and among all. The operating system gives it up when the
 * process ends, however it ends. H2's own lock would let a second storage in the same process through.
 */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StorageException if another storage holds the directory, or if it cannot be made or written */
    static DirectoryLock take(Path directory) {
        FileChannel channel = open(directory);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // Answered below, like a lock of another process.
        } catch (IOException failure) {
            closeQuietly(channel);
            throw notWritable(directory, failure);
        }
        closeQuietly(channel);
        throw new StorageException("The data directory " + directory + " is in use by another server.");
    }

    private static FileChannel open(Path directory) {
        try {
            Files.createDirectories(directory);
            return FileChannel.open(directory.resolve("vestibule.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw notWritable(directory, failure);
        }
    }

    private static StorageException notWritable(Path directory, IOException failure) {
        return new StorageException("The data directory " + directory + " cannot be written to ("
                + failure.getClass().getSimpleName() + ": " + failure.getMessage() + ").", failure);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written to it; the sentence about the directory says more.
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
