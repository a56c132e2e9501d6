package io.financeflow.cli.learn;

import io.financeflow.cli.output.Failure;
import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.forecaster.Baseline;
import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.Forecasters;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.Target;
import io.financeflow.ml.store.StoredVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model of series that is judged: how it is made, not one that was.
 *
 * @param title what people know it by
 * @param forecaster how it is made, on the values of the target
 * @param target of a version; empty when the user says it
 * @param tickers those of a version; empty otherwise
 * @param trials how many were tried before this one was chosen
 */
record SeriesModel(
    String title,
    Forecaster forecaster,
    Optional<Target> target,
    List<String> tickers,
    int trials) {
  private static final Pattern ARIMA = Pattern.compile("arima-(\\d+)-(\\d+)-(\\d+)");

  /** Returns the one of that name. */
  static SeriesModel named(String name) {
    return new SeriesModel(name, forecaster(name), Optional.empty(), List.of(), 1);
  }

  private static Forecaster forecaster(String name) {
    Matcher order = ARIMA.matcher(name);
    try {
      if (name.equals("arima-auto")) {
        return ArimaForecaster.auto();
      }
      return order.matches()
          ? given(order.group(1) + "," + order.group(2) + "," + order.group(3))
          : new Forecasters(Baseline.all()).named(name);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(
          "--forecaster: %s; also arima-auto and arima-1-1-1".formatted(wrong.getMessage()));
    }
  }

  private static Forecaster given(String order) {
    return ArimaRecipe.given(Target.CLOSE, ArimaOrder.Part.parse(order)).forecaster();
  }

  /** Returns what a version of ARIMA models was made by, for the same tickers. */
  static SeriesModel of(StoredVersion version, ArimaSet models) {
    ArimaRecipe recipe = ArimaRecipe.of(version);
    return new SeriesModel(
        version.ref().text(),
        recipe.forecaster(),
        Optional.of(recipe.target()),
        List.copyOf(models.members().keySet()),
        ArimaRecipe.trials(version.config()));
  }

  /** Returns what it has to beat, the reference of skill first, itself left out. */
  List<Forecaster> baselines(Target on) {
    List<Forecaster> baselines =
        on == Target.NEXT_RETURN
            ? List.of(Baseline.ZERO, Baseline.MEAN, Baseline.AR1, Baseline.LAST_VALUE)
            : List.of(Baseline.LAST_VALUE, Baseline.DRIFT, Baseline.AR1);
    return baselines.stream().filter(each -> !each.name().equals(forecaster.name())).toList();
  }
}
