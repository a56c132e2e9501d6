package io.financeflow.cli.task;

import io.financeflow.orchestrator.task.LogSink;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Turns UTF-8 bytes into lines. A line of more than {@value #LONGEST} bytes is cut into several.
 * Closing gives the last line if it has no end. Thread-safe.
 */
final class LineStream extends OutputStream {
  private static final int LONGEST = 128 * 1024;

  private final LogSink lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineStream(LogSink lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void write(int octet) {
    if (octet == '\n' || line.size() >= LONGEST) {
      give();
    }
    if (octet != '\n') {
      line.write(octet);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      write(bytes[i]);
    }
  }

  private void give() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      give();
    }
  }
}
