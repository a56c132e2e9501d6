package io.financeflow.ml.forecaster;

/** A way to forecast a series, known by its name. Implementations are immutable and thread-safe. */
public interface Forecaster {

  /** Returns the name in the registry: lower case letters, digits and hyphens. */
  String name();

  /**
   * Estimates the parameters on all of a series.
   *
   * @throws NothingToFit when not even the simplest form can be estimated, as without any value
   */
  Fitted fit(Series series);

  /**
   * Returns what {@link Fitted#save} wrote: it forecasts and takes new values as the saved one did.
   *
   * @throws UnreadableModel when the bytes are not such a model
   */
  Fitted load(byte[] saved);
}
