package io.financeflow.schema.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about the server of a data directory; after a crash it speaks of
 * a process that is gone, or of a stranger that was given the same number since.
 */
record Postmaster(Path data, long pid, Instant startedAt, int port) {

  /** Empty without a file, and with one that is only half written. */
  static Optional<Postmaster> of(PostgresFiles files) {
    List<String> lines =
        PostgresFiles.read(files.postmasterPid()).orElse("").lines().map(String::strip).toList();
    try {
      return lines.size() < 4
          ? Optional.empty()
          : Optional.of(
              new Postmaster(
                  files.data(),
                  Long.parseLong(lines.get(0)),
                  Instant.ofEpochSecond(Long.parseLong(lines.get(2))),
                  Integer.parseInt(lines.get(3))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the process lives and is a PostgreSQL on these data. */
  boolean alive() {
    return process().filter(this::isOurs).isPresent();
  }

  /** Whether the process lives and is something else. */
  boolean stranger() {
    return process().isPresent() && !alive();
  }

  /**
   * Lets PostgreSQL see that the process is gone. The file stays, because PostgreSQL also finds in
   * it the shared memory by which it recognises survivors of the crashed server.
   */
  void disown() throws IOException {
    Path file = data.resolve("postmaster.pid");
    String text = Files.readString(file);
    // No system has a process of this number.
    Files.writeString(file, Integer.MAX_VALUE + text.substring(text.indexOf('\n')));
  }

  private Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }

  private boolean isOurs(ProcessHandle process) {
    // The server is started as postgres -D <data>, and keeps that line.
    String line = process.info().commandLine().orElse("").strip();
    return line.contains("postgres") && line.endsWith(" " + data);
  }
}
