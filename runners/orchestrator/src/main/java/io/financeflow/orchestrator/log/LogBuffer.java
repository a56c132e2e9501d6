package io.financeflow.orchestrator.log;

import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.schema.run.AttemptLogTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The lines of one attempt that the database has not got yet, as many as it would keep: the oldest
 * are left out then. Thread-safe.
 */
final class LogBuffer {

  /**
   * Lines on their way.
   *
   * @param leftOut how many are missing before them
   */
  record Taken(LogBuffer from, int leftOut, List<LogLine> lines) {}

  private final AttemptId attempt;
  private final Deque<LogLine> lines = new ArrayDeque<>();
  private int size;
  private int leftOut;

  LogBuffer(AttemptId attempt) {
    this.attempt = attempt;
  }

  AttemptId attempt() {
    return attempt;
  }

  synchronized void add(List<LogLine> more) {
    more.forEach(
        line -> {
          lines.add(line);
          size += size(line);
        });
    leaveOut();
  }

  /** All there is; no lines when there is nothing. */
  synchronized Taken take() {
    Taken taken = new Taken(this, leftOut, new ArrayList<>(lines));
    lines.clear();
    size = 0;
    leftOut = 0;
    return taken;
  }

  /** Undoes {@link #take}, in front of what came since. */
  synchronized void putBack(Taken taken) {
    for (int i = taken.lines().size() - 1; i >= 0; i--) {
      lines.addFirst(taken.lines().get(i));
      size += size(taken.lines().get(i));
    }
    leftOut += taken.leftOut();
    leaveOut();
  }

  private void leaveOut() {
    while (lines.size() > AttemptLogTable.LINES || size > AttemptLogTable.SIZE) {
      size -= size(lines.removeFirst());
      leftOut++;
    }
  }

  /** What a line counts for in the bounds. */
  static int size(LogLine line) {
    return line.text().length() + 1;
  }
}
