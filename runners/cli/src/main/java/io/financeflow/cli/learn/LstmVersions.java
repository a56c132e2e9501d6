package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.Scaler;
import io.financeflow.ml.dataset.TickerRows;
import io.financeflow.ml.lstm.Judgement;
import io.financeflow.ml.lstm.LstmModel;
import io.financeflow.ml.lstm.LstmSettings;
import io.financeflow.ml.lstm.LstmTraining;
import io.financeflow.ml.prediction.Lesson;
import io.financeflow.ml.store.DataOrigin;
import io.financeflow.ml.store.Fingerprint;
import io.financeflow.ml.store.NewVersion;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Dataset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What is told and stored of a trained network, as JSON. */
final class LstmVersions {
  private LstmVersions() {}

  /** The settings. */
  static JsonObject config(LstmSettings settings) {
    JsonObject config = new JsonObject();
    config.addProperty("target", settings.target().name().toLowerCase(Locale.ROOT));
    config.addProperty("units", settings.network().units());
    config.addProperty("layers", settings.network().layers());
    config.addProperty("look_back", settings.network().lookBack());
    config.addProperty("dropout", settings.network().dropout());
    config.addProperty(
        "optimizer", settings.training().optimizer().name().toLowerCase(Locale.ROOT));
    config.addProperty("learning_rate", settings.training().learningRate());
    config.addProperty("batch_size", settings.training().batchSize());
    config.addProperty("epochs", settings.training().epochs());
    config.addProperty("patience", settings.training().patience());
    config.addProperty("seeds", settings.seeds());
    config.addProperty("seed", settings.seed());
    return config;
  }

  /** The scaling of the features, by their names. */
  static JsonObject scaler(List<String> features, Scaler scaler) {
    JsonObject object = new JsonObject();
    for (int k = 0; k < features.size(); k++) {
      JsonObject of = new JsonObject();
      of.addProperty("mean", scaler.mean().get(k));
      of.addProperty("deviation", scaler.deviation().get(k));
      object.add(features.get(k), of);
    }
    return object;
  }

  /** How good it is, beside plain forecasts. */
  static JsonObject metrics(LstmModel model, Judgement valid, Judgement test) {
    JsonObject metrics = new JsonObject();
    metrics.add("epochs", array(model.epochs()));
    metrics.add("best_epochs", array(model.bestEpochs()));
    metrics.add("valid_losses", array(model.validLosses()));
    metrics.add("valid", judgement(valid));
    metrics.add("test", judgement(test));
    return metrics;
  }

  /**
   * A version for the model store. Its measures are those of the test segment, beside the same of
   * plain forecasts.
   *
   * @param config what it was made by
   */
  static NewVersion version(
      String name, Dataset dataset, LstmTraining.Result result, JsonObject config, Judgement test) {
    DateRange learned =
        new DateRange(
            dataset.cut().segments().train().from(), dataset.cut().segments().valid().to());
    DataOrigin origin =
        new DataOrigin(
            Optional.of(dataset.featureSet()),
            Optional.of(dataset.name()),
            learned,
            dataset.fingerprint(),
            dataset.counts().train() + dataset.counts().valid());
    return version(name, origin, result, config, test);
  }

  /** A version that was made from other rows than a dataset's. */
  static NewVersion version(
      String name,
      DataOrigin origin,
      LstmTraining.Result result,
      JsonObject config,
      Judgement test) {
    LstmModel model = result.model();
    return new NewVersion(
        name,
        "lstm",
        model.settings().target().name().toLowerCase(Locale.ROOT),
        LstmModel.FORMAT,
        model.save(),
        config,
        origin,
        model.settings().seed(),
        ArimaVersion.CODE,
        scaler(model.features(), model.scaler()),
        measures(result, test),
        OptionalInt.empty());
  }

  /**
   * Where it comes from.
   *
   * @param dataset that the first version was made from
   * @param rows all of the lesson's, those between the parts too
   */
  static DataOrigin origin(Lesson lesson, Optional<String> dataset, FeatureRows rows) {
    Fingerprint fingerprint = new Fingerprint();
    long count = 0;
    for (TickerRows each : rows.tickers()) {
      fingerprint.add(each.ticker(), each.bytes());
      count += each.size();
    }
    return new DataOrigin(
        Optional.of(lesson.featureSet()), dataset, lesson.range(), fingerprint.text(), count);
  }

  private static JsonObject measures(LstmTraining.Result result, Judgement test) {
    JsonObject measures = measures(test.lines().get(0));
    measures.addProperty("windows", test.windows());
    measures.addProperty("valid_loss", result.validLoss());
    JsonObject baselines = new JsonObject();
    test.lines().stream().skip(1).forEach(line -> baselines.add(line.name(), measures(line)));
    measures.add("baselines", baselines);
    return measures;
  }

  private static JsonObject measures(Judgement.Line line) {
    JsonObject of = new JsonObject();
    of.addProperty("mae", line.mae());
    of.addProperty("rmse", line.rmse());
    if (!Double.isNaN(line.directionalAccuracy())) {
      of.addProperty("directional_accuracy", line.directionalAccuracy());
    }
    return of;
  }

  private static JsonObject judgement(Judgement judgement) {
    JsonObject object = new JsonObject();
    object.addProperty("windows", judgement.windows());
    for (Judgement.Line line : judgement.lines()) {
      object.add(line.name(), measures(line));
    }
    return object;
  }

  private static JsonElement array(List<? extends Number> numbers) {
    JsonArray array = new JsonArray();
    numbers.forEach(array::add);
    return array;
  }
}
