package io.financeflow.orchestrator.timetable;

import java.util.Locale;

/** What becomes of slots that fell due while a DAG was paused, new, or nobody scheduled. */
public enum CatchUp {
  /**
   * A slot runs if it fell due after the DAG was last switched on; of several that are waiting,
   * only the newest.
   */
  NONE,
  /** The newest runs, the others do not. */
  LATEST,
  /** All run, the oldest first. */
  ALL,
  /** One run covers all of them. */
  MERGED;

  /** The name in lower case, as YAML has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
