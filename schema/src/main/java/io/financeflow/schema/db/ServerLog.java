package io.financeflow.schema.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** What the server wrote to its log since one moment. */
final class ServerLog {

  private static final long LIMIT = 10L << 20;
  private static final int READ_AT_MOST = 1 << 16;

  private final PostgresFiles files;
  private final long from;

  private ServerLog(PostgresFiles files, long from) {
    this.files = files;
    this.from = from;
  }

  /** Begins now; a log of more than 10 MiB is first put aside, in place of the one before it. */
  static ServerLog fromNow(PostgresFiles files) throws IOException {
    if (Files.exists(files.log()) && Files.size(files.log()) > LIMIT) {
      Files.move(
          files.log(),
          files.log().resolveSibling("server.log.1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return new ServerLog(files, Files.exists(files.log()) ? Files.size(files.log()) : 0);
  }

  boolean says(String text) throws IOException {
    return read().contains(text);
  }

  /** The last line that names a fatal error, or the very last line; empty for an empty log. */
  Optional<String> lastWord() throws IOException {
    List<String> lines = read().lines().filter(line -> !line.isBlank()).toList();
    Optional<String> fatal =
        lines.stream().filter(line -> line.matches(".*(FATAL|PANIC):.*")).reduce((a, b) -> b);
    return fatal.isPresent() ? fatal : lines.stream().reduce((a, b) -> b);
  }

  private String read() throws IOException {
    if (Files.notExists(files.log())) {
      return "";
    }
    try (InputStream in = Files.newInputStream(files.log())) {
      in.skipNBytes(from);
      return new String(in.readNBytes(READ_AT_MOST), UTF_8);
    }
  }
}
