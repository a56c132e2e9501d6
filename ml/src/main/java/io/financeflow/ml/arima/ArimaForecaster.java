package io.financeflow.ml.arima;

import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.NothingToFit;
import io.financeflow.ml.forecaster.Series;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * ARIMA models, of a given order or of one that is searched for. A model that cannot be estimated
 * is replaced by a simpler one, which says so; only a series without any value is refused.
 */
public final class ArimaForecaster implements Forecaster {
  private static final int LONGEST_REASON = 200;

  private final Optional<ArimaSpec> given;
  private final boolean log;

  private ArimaForecaster(Optional<ArimaSpec> given, boolean log) {
    this.given = given;
    this.log = log;
  }

  /** Returns the search by {@link AutoArima}; seasons are those of the series. */
  public static ArimaForecaster auto() {
    return new ArimaForecaster(Optional.empty(), false);
  }

  /** Returns the fit of one order; seasons are those of the order. */
  public static ArimaForecaster of(ArimaSpec spec) {
    return new ArimaForecaster(Optional.of(spec), false);
  }

  /** Returns the same on logarithms: forecasts are values again, points their medians. */
  public ArimaForecaster onLogarithms() {
    return new ArimaForecaster(given, true);
  }

  @Override
  public String name() {
    String order =
        given.map(spec -> "arima-" + spec.toString().substring("ARIMA".length())).orElse("arima");
    String name = order.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return (name.endsWith("-") ? name.substring(0, name.length() - 1) : name) + (log ? "-log" : "");
  }

  @Override
  public ArimaModel fit(Series series) {
    return fitTraced(series).model();
  }

  @Override
  public ArimaModel load(byte[] saved) {
    return ArimaFormat.read(saved);
  }

  /**
   * Fits and says how the order was chosen.
   *
   * @throws NothingToFit when no value is present
   */
  public ArimaFit fitTraced(Series series) {
    Series trimmed = series.trimmed();
    if (trimmed.length() == 0) {
      throw new NothingToFit(name(), 1, 0);
    }
    if (!log) {
      return fitScaled(trimmed, false, "");
    }
    double[] values = trimmed.values();
    if (Arrays.stream(values).anyMatch(value -> value <= 0)) {
      return fitScaled(trimmed, false, "logarithms of values that are not all > 0; ");
    }
    double[] logs = Arrays.stream(values).map(Math::log).toArray();
    return fitScaled(Series.seasonal(series.period(), logs), true, "");
  }

  private ArimaFit fitScaled(Series series, boolean logs, String trouble) {
    if (given.isPresent()) {
      return new ArimaFit(fitGiven(series, given.get(), logs, trouble), Optional.empty());
    }
    AutoArima.Selection selection = AutoArima.select(series);
    Differencing differencing = selection.trace().differencing();
    ArimaModel model =
        selection
            .estimate()
            .map(estimate -> ArimaModel.of(estimate, logs, shortened(trouble)))
            .orElseGet(
                () ->
                    simpler(
                        series,
                        plain(differencing, series.period()),
                        logs,
                        trouble + "a search that rejected every model; "));
    return new ArimaFit(model, Optional.of(selection.trace()));
  }

  private static ArimaModel fitGiven(Series series, ArimaSpec spec, boolean logs, String trouble) {
    try {
      return ArimaModel.of(Estimation.best(series.values(), spec), logs, shortened(trouble));
    } catch (FitFailed e) {
      return simpler(series, spec.order(), logs, trouble + e.getMessage() + "; ");
    }
  }

  /** Tries one autoregressive lag, none, a random walk, and the mean, which always succeeds. */
  private static ArimaModel simpler(Series series, ArimaOrder order, boolean logs, String trouble) {
    ArimaOrder.Part seasonal = new ArimaOrder.Part(0, order.seasonal().differences(), 0);
    int d = order.regular().differences();
    ArimaOrder[] orders = {
      new ArimaOrder(new ArimaOrder.Part(1, d, 0), seasonal, order.period()),
      new ArimaOrder(new ArimaOrder.Part(0, d, 0), seasonal, order.period()),
      ArimaOrder.of(0, 1, 0)
    };
    for (ArimaOrder candidate : orders) {
      try {
        ArimaSpec spec = ArimaSpec.withConstant(candidate);
        return ArimaModel.of(Estimation.best(series.values(), spec), logs, shortened(trouble));
      } catch (FitFailed e) {
        // the next is simpler; what was asked for is the reason that is recorded
      }
    }
    ArimaSpec mean = new ArimaSpec(ArimaOrder.of(0, 0, 0), true);
    return ArimaModel.of(WhiteNoise.estimate(series.values(), mean), logs, shortened(trouble));
  }

  private static ArimaOrder plain(Differencing differencing, int period) {
    return new ArimaOrder(
        new ArimaOrder.Part(0, differencing.regular(), 0),
        new ArimaOrder.Part(0, differencing.seasonal(), 0),
        period);
  }

  private static String shortened(String reason) {
    String text = reason.endsWith("; ") ? reason.substring(0, reason.length() - 2) : reason;
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }
}
