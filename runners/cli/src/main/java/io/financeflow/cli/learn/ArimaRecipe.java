package io.financeflow.cli.learn;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.arima.ArimaSpec;
import io.financeflow.ml.model.Target;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.ml.tuning.Values;
import java.util.Optional;

/**
 * How ARIMA models of tickers are made: kept with every version, and read back to make the next.
 *
 * @param target what is forecast, and on which scale
 * @param order without a search; empty to search
 * @param constant whether a given order has a mean or drift
 * @param tuning the search that the order comes of, as it is stored
 */
record ArimaRecipe(
    Target target, Optional<ArimaOrder.Part> order, boolean constant, Optional<JsonObject> tuning) {
  private static final String SCALE = "scale";
  private static final String ORDER = "order";
  private static final String CONSTANT = "constant";
  private static final String TUNING = "tuning";
  private static final String AUTO = "auto";

  /** The order is searched for each ticker. */
  static ArimaRecipe auto(Target target) {
    return new ArimaRecipe(target, Optional.empty(), false, Optional.empty());
  }

  /** As in R's arima, a given order has a mean without differences, and no drift. */
  static ArimaRecipe given(Target target, ArimaOrder.Part order) {
    return new ArimaRecipe(target, Optional.of(order), order.differences() == 0, Optional.empty());
  }

  /** The best that a search has found, with the constant that it has found. */
  static ArimaRecipe found(Target target, Tuning.Found search) {
    Values best = search.best().values();
    ArimaOrder.Part part =
        new ArimaOrder.Part(best.integer("p"), best.integer("d"), best.integer("q"));
    boolean constant = best.has("constant") && best.flag("constant") && part.differences() < 2;
    return new ArimaRecipe(target, Optional.of(part), constant, Optional.of(search.json()));
  }

  /** Returns what a version was made by. */
  static ArimaRecipe of(StoredVersion version) {
    JsonObject config = version.config();
    Target target = Target.of(text(version, SCALE));
    String order = text(version, ORDER);
    if (order.equals(AUTO)) {
      return auto(target);
    }
    return new ArimaRecipe(
        target,
        Optional.of(ArimaOrder.Part.parse(order)),
        config.has(CONSTANT) && config.get(CONSTANT).getAsBoolean(),
        Optional.ofNullable(config.getAsJsonObject(TUNING)));
  }

  private static String text(StoredVersion version, String member) {
    JsonElement value = version.config().get(member);
    if (value == null) {
      throw new Failure.Usage(
          "%s does not say its %s, so it cannot be trained again: train it with ./financeflow train"
              .formatted(version.ref().text(), member));
    }
    return value.getAsString();
  }

  /** Adds what {@link #of} reads. */
  void describe(JsonObject config) {
    config.addProperty(SCALE, target.text());
    config.addProperty(ORDER, order.map(Object::toString).orElse(AUTO));
    order.ifPresent(given -> config.addProperty(CONSTANT, constant));
    tuning.ifPresent(search -> config.add(TUNING, search));
  }

  /** Returns how many combinations the search tried that a version comes of; 1 without one. */
  static int trials(JsonObject config) {
    JsonObject search = config.getAsJsonObject(TUNING);
    return search == null ? 1 : Math.max(1, search.get("trials").getAsInt());
  }

  /** Returns what fits one series, which is already on the target's scale. */
  ArimaForecaster forecaster() {
    return order
        .map(part -> new ArimaOrder(part, ArimaOrder.Part.NONE, 1))
        .map(given -> ArimaForecaster.of(new ArimaSpec(given, constant)))
        .orElseGet(ArimaForecaster::auto);
  }
}
