package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.TextTable;
import io.financeflow.ml.evaluation.ComparisonReport;
import io.financeflow.ml.evaluation.DieboldMariano;
import io.financeflow.ml.evaluation.PesaranTimmermann;
import io.financeflow.ml.evaluation.Scores;
import io.financeflow.ml.evaluation.WalkForward;
import io.financeflow.ml.model.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a model of series did, as text and JSON.
 *
 * @param title what is judged
 * @param target what its values are
 * @param outcome how it did
 */
record SeriesFigures(String title, Target target, SeriesJudging.Outcome outcome) {
  private static final int SHOWN = 5;

  String text() {
    ComparisonReport report = outcome.report();
    WalkForward folds = report.backtest().folds();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %d series, %d forecasts %d ahead: %d folds (%s) of %d sessions, chosen of %d"
                + " tried%n",
            title,
            target.text(),
            report.bySeries().size(),
            report.pooled().get(0).scores().errors().count(),
            report.backtest().horizon(),
            folds.folds(),
            folds.scheme().name().toLowerCase(Locale.ROOT),
            folds.test(),
            report.trials()));
    text.append(errors(report.pooled())).append('\n').append(directions(report.pooled()));
    if (!outcome.traded().isEmpty()) {
      TextTable table = Shown.tradedTable();
      outcome
          .traded()
          .forEach(each -> Shown.row(table, each.model(), each.ordering(), each.portfolio()));
      text.append('\n').append(table);
    }
    report.failures().entrySet().stream()
        .limit(SHOWN)
        .forEach(e -> text.append("without " + e.getKey() + ": " + e.getValue() + "\n"));
    if (report.failures().size() > SHOWN) {
      text.append("and without " + (report.failures().size() - SHOWN) + " more: see --json\n");
    }
    return text.toString();
  }

  /** The p-value of a baseline is against "the model is better than it". */
  private static TextTable errors(List<ComparisonReport.Line> lines) {
    TextTable table =
        new TextTable("errors", "mae", "rmse", "mase", "smape", "skill", "dm", "dm_p");
    for (ComparisonReport.Line line : lines) {
      Scores.Errors errors = line.scores().errors();
      Optional<DieboldMariano> test = Optional.ofNullable(lines.get(0).against().get(line.model()));
      table.row(
          line.model(),
          Shown.number(errors.mae()),
          Shown.number(errors.rmse()),
          Shown.share(errors.mase()),
          Shown.number(errors.smape()),
          Shown.share(errors.skill()),
          test.map(dm -> String.format(Locale.ROOT, "%.3f", dm.statistic())).orElse(""),
          test.map(dm -> String.format(Locale.ROOT, "%.4f", dm.firstBetter())).orElse(""));
    }
    return table;
  }

  private static TextTable directions(List<ComparisonReport.Line> lines) {
    TextTable table =
        new TextTable("directions", "accuracy", "balanced", "mcc", "pt_p", "coverage", "conformal");
    for (ComparisonReport.Line line : lines) {
      Scores scores = line.scores();
      table.row(
          line.model(),
          Shown.share(scores.direction().accuracy()),
          Shown.share(scores.direction().balancedAccuracy()),
          Shown.share(scores.direction().matthews()),
          scores.timing().map(pt -> Shown.share(pt.pValue())).orElse(""),
          Shown.share(scores.coverage()),
          Shown.share(scores.conformal()));
    }
    return table;
  }

  JsonObject json() {
    ComparisonReport report = outcome.report();
    WalkForward folds = report.backtest().folds();
    JsonObject json = new JsonObject();
    json.addProperty("model", title);
    json.addProperty("target", target.text());
    json.addProperty("horizon", report.backtest().horizon());
    json.addProperty("level", report.backtest().level());
    json.addProperty("scheme", folds.scheme().name().toLowerCase(Locale.ROOT));
    json.addProperty("folds", folds.folds());
    json.addProperty("test_sessions", folds.test());
    json.addProperty("train_sessions", folds.train());
    json.addProperty("purge", folds.gaps().purge());
    json.addProperty("embargo", folds.gaps().embargo());
    json.addProperty("trials", report.trials());
    json.add("pooled", lines(report.pooled()));
    JsonObject bySeries = new JsonObject();
    for (Map.Entry<String, List<ComparisonReport.Line>> one : report.bySeries().entrySet()) {
      bySeries.add(one.getKey(), lines(one.getValue()));
    }
    json.add("series", bySeries);
    JsonObject traded = new JsonObject();
    outcome
        .traded()
        .forEach(each -> traded.add(each.model(), Shown.json(each.ordering(), each.portfolio())));
    json.add("long_short", traded);
    JsonObject failures = new JsonObject();
    report.failures().forEach(failures::addProperty);
    json.add("left_out", failures);
    return json;
  }

  private static JsonArray lines(List<ComparisonReport.Line> lines) {
    JsonArray array = new JsonArray();
    SortedMap<String, DieboldMariano> against = lines.get(0).against();
    for (ComparisonReport.Line line : lines) {
      JsonObject json = new JsonObject();
      json.addProperty("model", line.model());
      Scores.Errors errors = line.scores().errors();
      json.addProperty("forecasts", errors.count());
      json.addProperty("mae", errors.mae());
      json.addProperty("rmse", errors.rmse());
      Shown.put(json, "mase", errors.mase());
      json.addProperty("smape", errors.smape());
      Shown.put(json, "skill", errors.skill());
      Shown.put(json, line.scores().direction());
      json.addProperty("pt_p", line.scores().timing().map(PesaranTimmermann::pValue).orElse(null));
      json.addProperty("coverage", line.scores().coverage());
      Shown.put(json, "conformal_coverage", line.scores().conformal());
      Optional<DieboldMariano> test = Optional.ofNullable(against.get(line.model()));
      json.addProperty("dm", test.map(DieboldMariano::statistic).orElse(null));
      json.addProperty("dm_p", test.map(DieboldMariano::firstBetter).orElse(null));
      array.add(json);
    }
    return array;
  }
}
