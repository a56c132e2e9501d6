package io.financeflow.ml.forecaster;

/** Bytes are not a saved model, or one of a format that this version does not know. */
public final class UnreadableModel extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong with them. */
  public UnreadableModel(String reason) {
    super("Not a model that can be loaded: " + reason + "; train it again");
  }
}
