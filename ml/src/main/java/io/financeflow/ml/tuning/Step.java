package io.financeflow.ml.tuning;

/** What a search does next. */
public sealed interface Step {

  /** Runs a trial. */
  record Start(Trial.Candidate candidate) implements Step {}

  /** Waits until a running trial has ended. */
  record Wait() implements Step {}

  /**
   * Has nothing left to try.
   *
   * @param reason in words
   */
  record End(String reason) implements Step {}
}
