package io.financeflow.ml.store;

/** The store refuses what was asked of it; says why and what to do instead, in one line. */
public final class ModelRefusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Why, and what to do. */
  public ModelRefusal(String message) {
    super(message);
  }
}
