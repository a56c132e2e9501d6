package io.financeflow.orchestrator.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that lines are appended to, there from its first line on. What the disk refuses is told in
 * the log of the program and then given up: a log never fails a task. Not thread-safe.
 */
final class LogFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

  private final Path path;
  private @Nullable OutputStream out;
  private boolean broken;

  LogFile(Path path) {
    this.path = path;
  }

  /** Appends lines; with the operating system when it returns. */
  void append(List<LogLine> lines) {
    if (broken || lines.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.stamped()).append('\n'));
    try {
      OutputStream open = out;
      if (open == null) {
        open = open();
        out = open;
      }
      open.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      broken = true;
      LOG.warn("the log file {} cannot be written any more: {}", path, e.toString());
    }
  }

  private OutputStream open() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    try {
      return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (NoSuchFileException prunedAsEmpty) {
      Files.createDirectories(folder);
      return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  @Override
  public void close() {
    OutputStream open = out;
    out = null;
    broken = true;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.warn("the log file {} was not closed: {}", path, e.toString());
    }
  }
}
