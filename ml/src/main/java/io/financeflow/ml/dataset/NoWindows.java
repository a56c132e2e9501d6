package io.financeflow.ml.dataset;

/** There is too little data to learn from or to be judged on; the message says what to do. */
public final class NoWindows extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what is missing. */
  public NoWindows(String message) {
    super(message);
  }
}
