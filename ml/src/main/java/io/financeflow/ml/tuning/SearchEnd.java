package io.financeflow.ml.tuning;

/**
 * Why a search ended.
 *
 * @param reason in words, one line
 */
public record SearchEnd(State state, String reason) {

  /** Whether there is anything left to do. */
  public enum State {
    /** All that was asked for has been tried. */
    DONE,
    /** A limit or a request came before; it can go on. */
    STOPPED,
    /** Trials failed one after the other; going on runs the failed ones again. */
    FAILED
  }
}
