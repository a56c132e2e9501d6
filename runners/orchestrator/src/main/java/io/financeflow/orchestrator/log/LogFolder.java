package io.financeflow.orchestrator.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The files that {@link StoredLogs} left in a folder of this machine; may not exist yet. */
public record LogFolder(Path folder) {

  /** Counts the logs that were written last before a time. */
  public long count(Instant before) {
    return walk(before, false);
  }

  /** Deletes them, and folders that get empty; returns how many logs. */
  public long prune(Instant before) {
    return walk(before, true);
  }

  private long walk(Instant before, boolean deletes) {
    Old old = new Old(folder, before, deletes);
    try {
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(folder, old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look through the logs in " + folder, e);
    }
    return old.found;
  }

  private static final class Old extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Instant before;
    private final boolean deletes;
    private long found;

    Old(Path folder, Instant before, boolean deletes) {
      this.folder = folder;
      this.before = before;
      this.deletes = deletes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
      boolean log = facts.isRegularFile() && file.getFileName().toString().endsWith(".log");
      if (log && facts.lastModifiedTime().toInstant().isBefore(before)) {
        found++;
        if (deletes) {
          Files.deleteIfExists(file);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
        throws IOException {
      if (deletes && !visited.equals(folder)) {
        try {
          Files.deleteIfExists(visited);
        } catch (DirectoryNotEmptyException stillUsed) {
          // Its other logs are younger.
        }
      }
      return super.postVisitDirectory(visited, e);
    }
  }
}
