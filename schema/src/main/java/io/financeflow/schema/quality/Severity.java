package io.financeflow.schema.quality;

/** How bad a broken rule is, worst last. */
public enum Severity {
  /** Worth knowing, nothing to do. */
  INFO,
  /** Somebody should look; the session counts as complete. */
  WARNING,
  /** The session must not be built upon: it is not complete. */
  ERROR
}
