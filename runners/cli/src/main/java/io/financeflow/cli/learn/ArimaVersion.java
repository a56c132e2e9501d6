package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.ml.evaluation.DieboldMariano;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.ArimaTraining;
import io.financeflow.ml.model.HoldOut;
import io.financeflow.ml.monitoring.Performance;
import io.financeflow.ml.store.NewVersion;
import java.util.OptionalInt;

/** A finished training as a version for the model store. */
final class ArimaVersion {
  /** The program that trains. */
  static final String CODE = "0.1.0";

  private ArimaVersion() {}

  /** Returns it; a search is stored with it when there is one ticker. */
  static NewVersion of(String name, ArimaRun.Request request, ArimaTraining done, ArimaSet set) {
    return new NewVersion(
        name,
        "arima",
        request.recipe().target().forecast(),
        ArimaSet.FORMAT,
        set.write(),
        config(request, done, set),
        done.origin(),
        0,
        CODE,
        new JsonObject(),
        metrics(done),
        OptionalInt.empty());
  }

  private static JsonObject config(ArimaRun.Request request, ArimaTraining done, ArimaSet set) {
    JsonObject config = new JsonObject();
    request.recipe().describe(config);
    config.addProperty("requested_tickers", request.tickers().size());
    config.addProperty("tickers", set.members().size());
    JsonObject simpler = new JsonObject();
    done.simpler().forEach(simpler::addProperty);
    config.add("simpler", simpler);
    if (request.tickers().size() == 1) {
      done.traces().values().forEach(trace -> config.add("search", ArimaReport.json(trace)));
    }
    return config;
  }

  /** Returns how the last sessions came out; empty when no series was long enough. */
  static JsonObject metrics(ArimaTraining done) {
    return done.holdOut().map(ArimaVersion::metrics).orElseGet(JsonObject::new);
  }

  private static JsonObject metrics(HoldOut.Figures figures) {
    JsonObject metrics = performance(figures.model());
    metrics.addProperty("sessions", HoldOut.SESSIONS);
    metrics.addProperty("tickers", figures.tickers());
    double naive = figures.lastValue().rmse();
    if (naive > 0) {
      double ratio = figures.model().rmse() / naive;
      metrics.addProperty("skill", 1 - ratio * ratio);
    }
    figures.test().map(DieboldMariano::firstBetter).ifPresent(p -> metrics.addProperty("dm_p", p));
    JsonObject baselines = new JsonObject();
    baselines.add("last-value", performance(figures.lastValue()));
    metrics.add("baselines", baselines);
    return metrics;
  }

  private static JsonObject performance(Performance performance) {
    JsonObject json = new JsonObject();
    json.addProperty("rmse", performance.rmse());
    json.addProperty("mae", performance.mae());
    performance
        .directionalAccuracy()
        .ifPresent(share -> json.addProperty("directional_accuracy", share));
    json.addProperty("coverage", performance.coverage());
    json.addProperty("forecasts", performance.count());
    return json;
  }
}
