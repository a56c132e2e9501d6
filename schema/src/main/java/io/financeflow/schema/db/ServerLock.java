package io.financeflow.schema.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps all others out while one command starts or stops a server: other threads by a monitor,
 * other programs by a lock on a file, which the system releases even when a program is killed.
 */
final class ServerLock {

  private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

  /** What is done under the lock. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  private ServerLock() {}

  static <T> T holding(PostgresFiles files, Action<T> action) {
    synchronized (MONITORS.computeIfAbsent(files.lock(), path -> new Object())) {
      try (FileChannel channel =
              FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        lock.isValid();
        return action.run();
      } catch (IOException e) {
        throw new EmbeddedPostgresFailed(
            "PostgreSQL in %s cannot use its files: %s: check space and permissions"
                .formatted(files.root(), e),
            e);
      }
    }
  }
}
