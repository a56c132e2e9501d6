package io.financeflow.orchestrator.run;

import java.util.Locale;

/** What brought a run about. */
public enum RunKind {
  /** Its slot fell due. */
  SCHEDULED,
  /** Somebody asked. */
  MANUAL,
  /** Assets were renewed. */
  ASSET,
  /** A backfill. */
  BACKFILL;

  /** The name in lower case, as users read it and as run ids begin. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
