package io.financeflow.ml.forecaster;

/** The arithmetic of one baseline. */
interface Rule {

  /** Returns the fewest present values that it can be fitted to. */
  int needed(int period);

  /** Returns how many of the latest values {@link #next} looks at. */
  default int memory(int period) {
    return 1;
  }

  /** Returns the parameters; {@code y} begins with a present value, later ones may be NaN. */
  default double[] estimate(double[] y) {
    return new double[0];
  }

  /** Returns how many of the parameters cost a degree of freedom. */
  default int degrees() {
    return 0;
  }

  /**
   * Returns the value that follows.
   *
   * @param recent the latest {@link #memory} values, oldest first, none missing
   */
  double next(double[] parameters, double[] recent);

  /**
   * Returns the variance of the error so far ahead over that of the one-step errors.
   *
   * @param ahead >= 1
   */
  double growth(int ahead, double[] parameters, int memory);
}
