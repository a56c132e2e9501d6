package io.financeflow.orchestrator.task;

import io.financeflow.orchestrator.policy.ErrorClass;
import java.time.Duration;
import java.time.Instant;

/** How an attempt ended. */
public sealed interface TaskOutcome {

  /** The work is done. */
  record Done(Outputs outputs) implements TaskOutcome {}

  /** There is nothing to do; the tasks after it follow their trigger rules. */
  record Skipped(String reason) implements TaskOutcome {}

  /**
   * What it needs is not there; it looks again and uses up no retry.
   *
   * @param again how long to wait first, more than 0
   */
  record NotYet(String reason, Duration again) implements TaskOutcome {
    /** Refuses a wait that is not positive. */
    public NotYet {
      if (again.isNegative() || again.isZero()) {
        throw new IllegalArgumentException("again must be > 0 but was " + again);
      }
    }
  }

  /**
   * It failed; the retry policy of the class decides whether there is another attempt.
   *
   * @param message one line: what happened and what to do
   * @param detail a stack trace or the end of a log, may be empty
   */
  record Failed(ErrorClass error, String message, String detail) implements TaskOutcome {}

  /**
   * It waits without a slot and is called again then, in the same attempt.
   *
   * @param until when, at the latest
   */
  record Deferred(String reason, Instant until) implements TaskOutcome {}

  /** Done, with nothing to hand on. */
  static TaskOutcome done() {
    return new Done(Outputs.NONE);
  }

  /** Failed without further detail. */
  static TaskOutcome failed(ErrorClass error, String message) {
    return new Failed(error, message, "");
  }
}
