package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.TextTable;
import io.financeflow.ml.prediction.Answer;
import io.financeflow.ml.store.Prediction;
import io.financeflow.ml.store.StoredVersion;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What a version said and what was kept of it.
 *
 * @param version who said it
 * @param answer what it said
 * @param kept what was stored
 */
record PredictReport(StoredVersion version, Answer answer, Kept kept) {
  private static final int SHOWN = 5;

  /**
   * What was stored.
   *
   * @param stored whether it was asked for
   * @param changed predictions that are new or changed
   * @param scored scores that are new or changed
   */
  record Kept(boolean stored, int changed, int scored) {
    static final Kept NOTHING = new Kept(false, 0, 0);
  }

  /** Says what is missing. */
  void warn(PrintStream err) {
    if (!answer.note().isEmpty()) {
      err.println(answer.note());
    }
    answer.leftOut().entrySet().stream()
        .limit(SHOWN)
        .forEach(one -> err.println("without " + one.getKey() + ": " + one.getValue()));
    if (answer.leftOut().size() > SHOWN) {
      err.println("and without " + (answer.leftOut().size() - SHOWN) + " more: see --json");
    }
  }

  String text() {
    TextTable table =
        new TextTable("as_of", "ticker", "target", "horizon", version.target(), "low", "high");
    for (Prediction each : answer.predictions()) {
      table.row(
          each.asOf(),
          each.ticker(),
          each.target(),
          each.horizon(),
          shown(each.value()),
          each.interval().map(interval -> shown(interval.low())).orElse(""),
          each.interval().map(interval -> shown(interval.high())).orElse(""));
    }
    String end =
        kept.stored
            ? "%d predictions, %d new or changed; %d scores new or changed"
                .formatted(answer.predictions().size(), kept.changed, kept.scored)
            : "%d predictions, nothing stored".formatted(answer.predictions().size());
    return version.ref().text() + "\n" + table + end + "\n";
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("model", version.model());
    json.addProperty("version", version.version());
    json.addProperty("target", version.target());
    json.addProperty("dry_run", !kept.stored);
    json.addProperty("changed", kept.changed);
    json.addProperty("scored", kept.scored);
    json.addProperty("note", answer.note());
    JsonObject leftOut = new JsonObject();
    answer.leftOut().forEach(leftOut::addProperty);
    json.add("left_out", leftOut);
    JsonArray predictions = new JsonArray();
    answer.predictions().forEach(each -> predictions.add(json(each)));
    json.add("predictions", predictions);
    return json;
  }

  private static JsonObject json(Prediction prediction) {
    JsonObject json = new JsonObject();
    json.addProperty("as_of", prediction.asOf().toString());
    json.addProperty("ticker", prediction.ticker());
    json.addProperty("target_date", prediction.target().toString());
    json.addProperty("horizon", prediction.horizon());
    json.addProperty("value", prediction.value());
    json.addProperty("low", prediction.interval().map(Prediction.Interval::low).orElse(null));
    json.addProperty("high", prediction.interval().map(Prediction.Interval::high).orElse(null));
    json.addProperty("level", prediction.interval().map(Prediction.Interval::level).orElse(null));
    return json;
  }
}
