package io.financeflow.orchestrator.backfill;

import java.util.Locale;

/** Where a backfill stands. */
public enum BackfillState {
  /** Its runs start as its limits allow, and once the backfill before it is over. */
  RUNNING,
  /** It starts no runs; those that run go on. */
  PAUSED,
  /** Somebody ended it; what had not begun will not. */
  CANCELLED,
  /** None of its runs is queued or running. */
  DONE;

  /** The name in lower case, as users read it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
