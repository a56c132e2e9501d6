package io.financeflow.pipelines.backfill;

/** Which sessions of a range run again although an attempt at them is on record. */
public enum Reprocess {
  /** None: only sessions that were never attempted. */
  none,
  /** Those whose last attempt did not end well. */
  failed,
  /** All of them. */
  all
}
