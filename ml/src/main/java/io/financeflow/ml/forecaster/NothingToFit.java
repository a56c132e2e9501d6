package io.financeflow.ml.forecaster;

/** A series has too few values for a model; the message says what is needed. */
public final class NothingToFit extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says so.
   *
   * @param model whose parameters
   * @param needed values that it needs
   * @param present values that there are
   */
  public NothingToFit(String model, int needed, int present) {
    super(
        "%s needs at least %d values but the series has %d: take a longer range"
            .formatted(model, needed, present));
  }
}
