package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.TextTable;
import io.financeflow.ml.evaluation.DieboldMariano;
import io.financeflow.ml.evaluation.PanelErrors;
import io.financeflow.ml.evaluation.PanelReport;
import io.financeflow.ml.evaluation.PesaranTimmermann;
import io.financeflow.ml.evaluation.WalkForward;
import java.util.Locale;
import java.util.Optional;

/**
 * How networks did, as text and JSON.
 *
 * @param title what is judged
 * @param report how it did
 */
record PanelFigures(String title, PanelReport report) {
  String text() {
    WalkForward folds = report.backtest().folds();
    TextTable table =
        new TextTable("directions", "accuracy", "balanced", "mcc", "pt_p", "dm", "dm_p");
    TextTable traded = Shown.tradedTable();
    for (PanelReport.Line line : report.lines()) {
      Optional<DieboldMariano> test = against(line);
      table.row(
          line.model(),
          Shown.share(line.direction().accuracy()),
          Shown.share(line.direction().balancedAccuracy()),
          Shown.share(line.direction().matthews()),
          line.timing().map(pt -> Shown.share(pt.pValue())).orElse(""),
          test.map(dm -> String.format(Locale.ROOT, "%.3f", dm.statistic())).orElse(""),
          test.map(dm -> Shown.share(dm.firstBetter())).orElse(""));
      Shown.row(traded, line.model(), line.ordering(), line.portfolio());
    }
    return String.format(
            Locale.ROOT,
            "%s, %d test days: %d folds (%s) of %d sessions, purge %d, chosen of %d tried%n",
            title,
            report.lines().get(0).days(),
            folds.folds(),
            folds.scheme().name().toLowerCase(Locale.ROOT),
            folds.test(),
            folds.gaps().purge(),
            report.trials())
        + errors()
        + "\n"
        + table
        + "\n"
        + traded;
  }

  /** The test of a line is against forecasting no return. */
  private TextTable errors() {
    TextTable table = new TextTable("returns", "mae", "rmse", "skill", "dm_zero", "dm_zero_p");
    for (PanelReport.Line line : report.lines()) {
      line.errors()
          .ifPresent(
              errors ->
                  table.row(
                      line.model(),
                      Shown.number(errors.mae()),
                      Shown.number(errors.rmse()),
                      Shown.share(errors.skill()),
                      errors
                          .againstZero()
                          .map(dm -> String.format(Locale.ROOT, "%.3f", dm.statistic()))
                          .orElse(""),
                      errors.againstZero().map(dm -> Shown.share(dm.firstBetter())).orElse("")));
    }
    return table;
  }

  private static void put(JsonObject json, PanelErrors errors) {
    json.addProperty("forecasts", errors.count());
    json.addProperty("mae", errors.mae());
    json.addProperty("rmse", errors.rmse());
    Shown.put(json, "skill", errors.skill());
    json.addProperty("dm_zero", errors.againstZero().map(DieboldMariano::statistic).orElse(null));
    json.addProperty(
        "dm_zero_p", errors.againstZero().map(DieboldMariano::firstBetter).orElse(null));
  }

  private Optional<DieboldMariano> against(PanelReport.Line line) {
    return Optional.ofNullable(report.lines().get(0).against().get(line.model()));
  }

  JsonObject json() {
    WalkForward folds = report.backtest().folds();
    JsonObject json = new JsonObject();
    json.addProperty("model", title);
    json.addProperty("scheme", folds.scheme().name().toLowerCase(Locale.ROOT));
    json.addProperty("folds", folds.folds());
    json.addProperty("test_sessions", folds.test());
    json.addProperty("train_sessions", folds.train());
    json.addProperty("purge", folds.gaps().purge());
    json.addProperty("embargo", folds.gaps().embargo());
    json.addProperty("trials", report.trials());
    JsonArray lines = new JsonArray();
    for (PanelReport.Line line : report.lines()) {
      JsonObject one = new JsonObject();
      one.addProperty("model", line.model());
      one.addProperty("days", line.days());
      line.errors().ifPresent(errors -> put(one, errors));
      Shown.put(one, line.direction());
      one.addProperty("pt_p", line.timing().map(PesaranTimmermann::pValue).orElse(null));
      one.addProperty("dm", against(line).map(DieboldMariano::statistic).orElse(null));
      one.addProperty("dm_p", against(line).map(DieboldMariano::firstBetter).orElse(null));
      one.add("long_short", Shown.json(line.ordering(), line.portfolio()));
      lines.add(one);
    }
    json.add("pooled", lines);
    return json;
  }
}
