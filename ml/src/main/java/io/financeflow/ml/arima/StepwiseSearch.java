package io.financeflow.ml.arima;

import io.financeflow.ml.arima.ArimaOrder.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The stepwise search of Hyndman and Khandakar (2008) in its present form (R package forecast,
 * {@code auto.arima}): five start models, then the first neighbour that is better becomes the next
 * centre, until none is or 94 models were tried.
 */
final class StepwiseSearch {
  private static final int MOST_MODELS = 94;

  /** Changes of AR and MA lags, in the order they are tried. */
  private static final int[][] MOVES = {
    {-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, -1}, {-1, 1}, {1, -1}, {1, 1}
  };

  private final SearchLimits limits;
  private final ToDoubleFunction<ArimaSpec> criterion;
  private final List<SearchTrace.Tried> tried = new ArrayList<>();
  private final Set<ArimaSpec> seen = new HashSet<>();
  private double best = Double.POSITIVE_INFINITY;
  private Centre centre;

  private StepwiseSearch(SearchLimits limits, ToDoubleFunction<ArimaSpec> criterion) {
    this.limits = limits;
    this.criterion = criterion;
    this.centre = limits.start();
  }

  /**
   * Returns the models that were tried, in order.
   *
   * @param criterion less is better, +infinity rejects
   */
  static List<SearchTrace.Tried> run(SearchLimits limits, ToDoubleFunction<ArimaSpec> criterion) {
    StepwiseSearch search = new StepwiseSearch(limits, criterion);
    search.tryStarts();
    while (search.moves()) {
      // each time around a new centre
    }
    return search.tried;
  }

  /** Lags and constant around which neighbours lie. */
  record Centre(int ar, int ma, int seasonalAr, int seasonalMa, boolean constant) {

    Centre regular(int[] move) {
      return new Centre(ar + move[0], ma + move[1], seasonalAr, seasonalMa, constant);
    }

    Centre seasonal(int[] move) {
      return new Centre(ar, ma, seasonalAr + move[0], seasonalMa + move[1], constant);
    }

    Centre toggled() {
      return new Centre(ar, ma, seasonalAr, seasonalMa, !constant);
    }

    ArimaSpec spec(SearchLimits limits) {
      Part regular = new Part(ar, limits.differencing().regular(), ma);
      Part seasonal = new Part(seasonalAr, limits.differencing().seasonal(), seasonalMa);
      return new ArimaSpec(new ArimaOrder(regular, seasonal, limits.period()), constant);
    }
  }

  private void tryStarts() {
    boolean constant = limits.constantAllowed();
    consider(centre);
    consider(new Centre(0, 0, 0, 0, constant));
    int ar = Math.min(1, limits.ar());
    int seasonalAr = Math.min(1, limits.seasonalAr());
    consider(new Centre(ar, 0, seasonalAr, 0, constant));
    int ma = Math.min(1, limits.ma());
    int seasonalMa = Math.min(1, limits.seasonalMa());
    consider(new Centre(0, ma, 0, seasonalMa, constant));
    if (constant && consider(new Centre(0, 0, 0, 0, false))) {
      centre = new Centre(0, 0, 0, 0, true); // auto.arima goes on with the constant here
    }
  }

  /** Tries neighbours until one is better; tells whether one was. */
  private boolean moves() {
    Centre from = centre;
    for (int[] move : MOVES) {
      if (consider(from.seasonal(move))) {
        return true;
      }
    }
    for (int[] move : MOVES) {
      if (consider(from.regular(move))) {
        return true;
      }
    }
    return limits.constantAllowed() && consider(from.toggled());
  }

  /** Tries a model unless it is out of bounds or known; tells whether it is the best so far. */
  private boolean consider(Centre candidate) {
    if (!limits.allow(candidate) || tried.size() == MOST_MODELS) {
      return false;
    }
    ArimaSpec spec = candidate.spec(limits);
    if (!seen.add(spec)) {
      return false;
    }
    double value = criterion.applyAsDouble(spec);
    tried.add(new SearchTrace.Tried(spec, value));
    if (!(value < best)) {
      return false;
    }
    best = value;
    centre = candidate;
    return true;
  }
}
