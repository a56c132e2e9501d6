package io.financeflow.schema.market;

/** How an attempt to make a session complete ended, worst last. */
public enum IngestionStatus {
  /** The rows are stored. */
  DONE,
  /** There was no session on that date. */
  CLOSED,
  /** The data does not exist yet: the same attempt later can succeed. */
  NOT_READY,
  /** Something failed on the way (network, vendor fault): the same attempt later can succeed. */
  FAILED,
  /** The data is wrong: the same attempt will fail again. */
  BAD_INPUT,
  /** The vendor refuses the key or the plan: a person has to act. */
  REFUSED;

  /** True when nothing is left to do for the session. */
  public boolean isComplete() {
    return this == DONE || this == CLOSED;
  }
}
