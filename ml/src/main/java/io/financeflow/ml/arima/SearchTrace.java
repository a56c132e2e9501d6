package io.financeflow.ml.arima;

import java.util.List;

/**
 * How an order was chosen.
 *
 * @param differencing the tests that came first
 * @param approximate whether the criteria of {@code tried} come from conditional sums of squares
 * @param tried the models of the stepwise search, in order; empty for a series without variation
 * @param refitted those that were then fitted by exact likelihood, the chosen one last; empty
 *     unless approximate
 */
public record SearchTrace(
    Differencing differencing, boolean approximate, List<Tried> tried, List<Tried> refitted) {

  /** Copies the lists. */
  public SearchTrace {
    tried = List.copyOf(tried);
    refitted = List.copyOf(refitted);
  }

  /**
   * One model.
   *
   * @param spec which
   * @param aicc its criterion, less is better; +infinity when it was rejected: no estimate, or a
   *     root within 1.01
   */
  public record Tried(ArimaSpec spec, double aicc) {

    /** Tells whether it was rejected. */
    public boolean rejected() {
      return aicc == Double.POSITIVE_INFINITY;
    }
  }
}
