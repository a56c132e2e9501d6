package io.financeflow.ml.arima;

import io.financeflow.ml.arima.ArimaOrder.Part;
import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The automatic choice of an ARIMA model by R's {@code auto.arima} (package forecast): differences
 * by tests, lags by the corrected Akaike criterion. Where a series is longer than 150 values or a
 * season than 12, conditional sums of squares (gaps bridged) stand in for the likelihood during the
 * search, and the best is then fitted exactly.
 */
final class AutoArima {
  private static final double ROOT = 1.01;
  private static final int LONG_SERIES = 150;
  private static final int LONG_SEASON = 12;

  private final double[] y;
  private final int present;
  private final SearchLimits limits;
  private final Map<ArimaSpec, Estimate> estimates = new HashMap<>();

  private AutoArima(Series series, Differencing differencing) {
    this.y = series.values();
    this.present = series.present();
    this.limits = new SearchLimits(present, series.period(), differencing);
  }

  /**
   * What was chosen.
   *
   * @param estimate the model; empty when every one was rejected
   * @param trace how
   */
  record Selection(Optional<Estimate> estimate, SearchTrace trace) {}

  /** Chooses; the series begins with a present value. */
  static Selection select(Series series) {
    Differencing differencing = Differencing.of(series);
    AutoArima search = new AutoArima(series, differencing);
    if (search.withoutVariation()) {
      ArimaSpec spec = ArimaSpec.withConstant(search.plain());
      return new Selection(
          search.estimate(spec), new SearchTrace(differencing, false, List.of(), List.of()));
    }
    boolean approximate = series.length() > LONG_SERIES || series.period() > LONG_SEASON;
    return approximate ? search.approximate() : search.exact();
  }

  private boolean withoutVariation() {
    double[] w = LagPolynomial.apply(LagPolynomial.differences(plain()), y);
    double[] values = Arrays.stream(w).filter(value -> !Double.isNaN(value)).toArray();
    return values.length == 0 || Differencing.constant(values);
  }

  /** The order without lags. */
  private ArimaOrder plain() {
    Differencing differencing = limits.differencing();
    return new ArimaOrder(
        new Part(0, differencing.regular(), 0),
        new Part(0, differencing.seasonal(), 0),
        limits.period());
  }

  private Selection exact() {
    List<SearchTrace.Tried> tried = StepwiseSearch.run(limits, this::exactCriterion);
    SearchTrace trace = new SearchTrace(limits.differencing(), false, tried, List.of());
    SearchTrace.Tried best =
        tried.stream().min(Comparator.comparingDouble(SearchTrace.Tried::aicc)).orElseThrow();
    return new Selection(
        best.rejected() ? Optional.empty() : Optional.ofNullable(estimates.get(best.spec())),
        trace);
  }

  private Selection approximate() {
    ConditionalCriterion criterion = ConditionalCriterion.of(Gaps.bridged(y), plain());
    List<SearchTrace.Tried> tried = StepwiseSearch.run(limits, spec -> criterion.aicc(spec, ROOT));
    List<SearchTrace.Tried> ranked = new ArrayList<>(tried);
    ranked.sort(Comparator.comparingDouble(SearchTrace.Tried::aicc));
    List<SearchTrace.Tried> refitted = new ArrayList<>();
    for (SearchTrace.Tried candidate : ranked) {
      double aicc = exactCriterion(candidate.spec());
      refitted.add(new SearchTrace.Tried(candidate.spec(), aicc));
      if (aicc < Double.POSITIVE_INFINITY) {
        break;
      }
    }
    SearchTrace.Tried last = refitted.get(refitted.size() - 1);
    return new Selection(
        last.rejected() ? Optional.empty() : Optional.ofNullable(estimates.get(last.spec())),
        new SearchTrace(limits.differencing(), true, tried, refitted));
  }

  private double exactCriterion(ArimaSpec spec) {
    Optional<Estimate> found = estimate(spec);
    if (found.isEmpty() || !found.get().coefficients().rootsBeyond(ROOT)) {
      return Double.POSITIVE_INFINITY;
    }
    estimates.put(spec, found.get());
    Goodness goodness = found.get().goodness();
    return present <= 3 ? goodness.aic() : goodness.aicc();
  }

  private Optional<Estimate> estimate(ArimaSpec spec) {
    try {
      return Optional.of(Estimation.local(y, spec));
    } catch (FitFailed e) {
      return Optional.empty();
    }
  }
}
