package io.financeflow.orchestrator.settings;

import java.util.Locale;

/** What setting something did. */
public enum Change {
  /** There was none of that name. */
  ADDED,
  /** There was another one of that name. */
  CHANGED,
  /** It was the same already. */
  UNCHANGED;

  /** In lower case, as commands print it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
