package io.financeflow.orchestrator.state;

import java.util.Locale;

/**
 * Where one execution of a run stands; {@link Transitions} says what may follow.
 *
 * <p>Clearing a finished run does not bring its execution back: it starts another one.
 */
public enum RunState {
  /** Created; waits for its time and for room. */
  QUEUED,
  /** Its tasks are considered. */
  RUNNING,
  /** Over, and counts as good. */
  SUCCESS,
  /** Over, and counts as bad. */
  FAILED;

  /** Whether the execution is over. */
  public boolean isFinished() {
    return this == SUCCESS || this == FAILED;
  }

  /** The name in lower case, as users read and write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
