package io.financeflow.cli.task;

import io.financeflow.orchestrator.task.LogSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Hands lines on to a log and remembers the last {@value #LINES} of them. Thread-safe. */
final class LogTail implements LogSink {
  private static final int LINES = 20;
  private static final String ERROR = "error: ";
  private static final String NOTE = "note: ";

  private final LogSink log;
  private final Deque<String> last = new ArrayDeque<>();

  LogTail(LogSink log) {
    this.log = log;
  }

  @Override
  public void line(String text) {
    log.line(text);
    synchronized (last) {
      last.addLast(text);
      if (last.size() > LINES) {
        last.removeFirst();
      }
    }
  }

  /** Returns the latest line of a command that is an error or a note, without that word. */
  Optional<String> lastWords() {
    synchronized (last) {
      return last.stream()
          .filter(line -> line.startsWith(ERROR) || line.startsWith(NOTE))
          .reduce((first, second) -> second)
          .map(line -> line.substring(line.indexOf(' ') + 1));
    }
  }

  /** Returns the last line; empty when there was none. */
  Optional<String> lastLine() {
    synchronized (last) {
      return Optional.ofNullable(last.peekLast());
    }
  }

  /** Returns the lines it remembers. */
  String text() {
    synchronized (last) {
      return String.join("\n", last);
    }
  }
}
