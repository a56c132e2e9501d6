package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.TextTable;
import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.ArimaTraining;
import io.financeflow.ml.model.HoldOut;
import io.financeflow.ml.monitoring.Performance;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a training of ARIMA models has made. */
final class TrainArimaReport {
  private static final double LEVEL = 0.95;
  private static final int SHOWN = 10;

  private final ArimaRun run;
  private final ArimaTraining done;
  private final ArimaSet set;
  private final StoredVersion saved;

  TrainArimaReport(ArimaRun run, ArimaTraining done, ArimaSet set, StoredVersion saved) {
    this.run = run;
    this.done = done;
    this.set = set;
    this.saved = saved;
  }

  JsonObject json(int horizon) {
    JsonObject json = new JsonObject();
    json.addProperty("model", saved.model());
    json.addProperty("version", saved.version());
    json.addProperty("size", saved.size());
    json.addProperty("from", saved.origin().range().from().toString());
    json.addProperty("to", saved.origin().range().to().toString());
    json.addProperty("bars", saved.origin().rows());
    json.addProperty("requested", run.request().tickers().size());
    json.addProperty("complete", run.complete());
    run.request().tuned().ifPresent(search -> json.add("tuning", search.json()));
    json.add("hold_out", ArimaVersion.metrics(done));
    JsonArray models = new JsonArray();
    set.members().forEach((ticker, member) -> models.add(model(ticker, member, horizon)));
    json.add("models", models);
    JsonArray without = new JsonArray();
    without().forEach(without::add);
    json.add("without_model", without);
    return json;
  }

  private static JsonObject model(String ticker, ArimaSet.Member member, int horizon) {
    JsonObject json = new JsonObject();
    json.addProperty("ticker", ticker);
    json.addProperty("spec", member.model().spec().toString());
    json.addProperty("last", member.last().toString());
    json.addProperty("simpler_because", member.model().simplerBecause().orElse(null));
    JsonArray forecasts = new JsonArray();
    LocalDate session = member.last();
    for (Forecast.Step step : member.model().forecast(horizon, LEVEL).steps()) {
      session = TradingCalendar.nyse().next(session);
      JsonObject forecast = new JsonObject();
      forecast.addProperty("date", session.toString());
      forecast.addProperty("low", step.low());
      forecast.addProperty("point", step.point());
      forecast.addProperty("high", step.high());
      forecasts.add(forecast);
    }
    json.add("forecasts", forecasts);
    return json;
  }

  String text(int horizon) {
    StringBuilder text = new StringBuilder();
    run.request().tuned().ifPresent(search -> text.append(search.text()));
    text.append(
        String.format(
            Locale.ROOT,
            "saved %s:%d: %d of %d tickers, %d bars %s, %d bytes%s%n",
            saved.model(),
            saved.version(),
            set.members().size(),
            run.request().tickers().size(),
            saved.origin().rows(),
            saved.origin().range(),
            saved.size(),
            run.complete() ? "" : "; stopped before the rest was done"));
    list(text, "without a model (no closes): ", without());
    list(
        text,
        "simpler than asked for: ",
        done.simpler().entrySet().stream()
            .map(one -> one.getKey() + " (" + one.getValue() + ")")
            .toList());
    text.append('\n').append(orders()).append('\n');
    text.append(done.holdOut().map(TrainArimaReport::text).orElse("too short for a hold-out\n"));
    if (set.members().size() == 1) {
      text.append('\n').append(forecasts(horizon));
    }
    return text.toString();
  }

  private TextTable orders() {
    if (set.members().size() == 1) {
      ArimaSet.Member only = set.members().values().iterator().next();
      TextTable table = new TextTable("coefficient", "value");
      only.model()
          .coefficients()
          .byName()
          .forEach((name, value) -> table.row(name, String.format(Locale.ROOT, "%.8g", value)));
      return table.row(only.model().spec(), "");
    }
    Map<String, Integer> counts = new TreeMap<>();
    set.members()
        .values()
        .forEach(each -> counts.merge(each.model().spec().toString(), 1, Integer::sum));
    TextTable table = new TextTable("order", "tickers");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(entry -> table.row(entry.getKey(), entry.getValue()));
    return table;
  }

  private static String text(HoldOut.Figures figures) {
    TextTable table = new TextTable("last 60 sessions", "rmse", "mae", "direction", "coverage");
    row(table, "model", figures.model());
    row(table, "last value", figures.lastValue());
    String test =
        figures
            .test()
            .map(
                dm ->
                    String.format(
                        Locale.ROOT,
                        "Diebold-Mariano %.3f, one-sided p %.3f for the model being better%n",
                        dm.statistic(),
                        dm.firstBetter()))
            .orElse("both forecast the same\n");
    return table + test;
  }

  private static void row(TextTable table, String name, Performance performance) {
    table.row(
        name,
        String.format(Locale.ROOT, "%.6f", performance.rmse()),
        String.format(Locale.ROOT, "%.6f", performance.mae()),
        performance.directionalAccuracy().isPresent()
            ? String.format(Locale.ROOT, "%.3f", performance.directionalAccuracy().getAsDouble())
            : "",
        String.format(Locale.ROOT, "%.3f", performance.coverage()));
  }

  private TextTable forecasts(int horizon) {
    TextTable table = new TextTable("session", "low", "forecast", "high");
    ArimaSet.Member only = set.members().values().iterator().next();
    LocalDate session = only.last();
    for (Forecast.Step step : only.model().forecast(horizon, LEVEL).steps()) {
      session = TradingCalendar.nyse().next(session);
      table.row(session, shown(step.low()), shown(step.point()), shown(step.high()));
    }
    return table;
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private List<String> without() {
    return run.request().tickers().stream()
        .filter(ticker -> !set.members().containsKey(ticker))
        .toList();
  }

  private static void list(StringBuilder text, String title, List<String> names) {
    if (!names.isEmpty()) {
      text.append(title)
          .append(String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))))
          .append(names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "")
          .append('\n');
    }
  }
}
