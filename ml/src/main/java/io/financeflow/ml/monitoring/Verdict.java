package io.financeflow.ml.monitoring;

/** What a check says. */
public enum Verdict {
  /** There is too little data to say anything. */
  TOO_FEW,
  /** Nothing that matters has changed. */
  OK,
  /** It has changed, and by enough to look at. */
  WARNING,
  /** It has changed by enough to act. */
  ALARM
}
