package io.financeflow.pipelines.source.polygon;

/** A row breaks a rule; the message names the field, the rule and the value. */
final class BadRow extends Exception {
  private static final long serialVersionUID = 1L;

  /** A broken rule; without a stack trace, as rows are many. */
  BadRow(String reason) {
    super(reason, null, false, false);
  }
}
