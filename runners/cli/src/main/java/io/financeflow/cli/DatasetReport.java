package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.TextTable;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.Segments;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Datasets as texts and JSON. */
final class DatasetReport {
  private static final int SHOWN = 12;

  private DatasetReport() {}

  /** One line per dataset. */
  static TextTable table(List<Dataset> datasets) {
    TextTable table =
        new TextTable(
            "name", "features", "tickers", "from", "to", "window", "train", "valid", "test");
    for (Dataset dataset : datasets) {
      Segments segments = dataset.cut().segments();
      table.row(
          dataset.name(),
          dataset.featureSet(),
          dataset.universe().tickers().size(),
          segments.train().from(),
          segments.test().to(),
          dataset.cut().timeSteps(),
          dataset.counts().train(),
          dataset.counts().valid(),
          dataset.counts().test());
    }
    return table;
  }

  /** Everything of one dataset. */
  static String text(Dataset dataset, List<String> features) {
    Segments segments = dataset.cut().segments();
    TextTable cut =
        new TextTable("segment", "from", "to", "rows")
            .row("train", segments.train().from(), segments.train().to(), dataset.counts().train())
            .row("valid", segments.valid().from(), segments.valid().to(), dataset.counts().valid())
            .row("test", segments.test().from(), segments.test().to(), dataset.counts().test());
    TextTable scaling = new TextTable("feature", "mean", "deviation");
    for (int i = 0; i < features.size(); i++) {
      scaling.row(
          features.get(i),
          number(dataset.scaling().mean().get(i)),
          number(dataset.scaling().deviation().get(i)));
    }
    List<String> tickers = dataset.universe().tickers();
    return """
        name         %s
        features     %s
        universe     %s (%d: %s)
        window       %d rows, %d sessions between segments
        fingerprint  %s
        created      %s by run %s

        %s
        %s"""
        .formatted(
            dataset.name(),
            dataset.featureSet(),
            dataset.universe().rule(),
            tickers.size(),
            String.join(" ", tickers.subList(0, Math.min(SHOWN, tickers.size())))
                + (tickers.size() > SHOWN ? " ..." : ""),
            dataset.cut().timeSteps(),
            dataset.cut().purge(),
            dataset.fingerprint(),
            dataset.origin().createdAt(),
            dataset.origin().runId(),
            cut,
            scaling);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  /** Everything of one dataset. */
  static JsonObject json(Dataset dataset) {
    JsonObject json = new JsonObject();
    json.addProperty("name", dataset.name());
    json.addProperty("feature_set", dataset.featureSet().name());
    json.addProperty("version", dataset.featureSet().version());
    json.addProperty("universe", dataset.universe().rule());
    json.add("tickers", array(dataset.universe().tickers(), JsonPrimitive::new));
    Segments segments = dataset.cut().segments();
    json.add("train", json(segments.train(), dataset.counts().train()));
    json.add("valid", json(segments.valid(), dataset.counts().valid()));
    json.add("test", json(segments.test(), dataset.counts().test()));
    json.addProperty("window", dataset.cut().timeSteps());
    json.addProperty("purge", dataset.cut().purge());
    json.add("mean", array(dataset.scaling().mean(), JsonPrimitive::new));
    json.add("deviation", array(dataset.scaling().deviation(), JsonPrimitive::new));
    json.addProperty("fingerprint", dataset.fingerprint());
    json.addProperty("run_id", dataset.origin().runId().toString());
    json.addProperty("created_at", dataset.origin().createdAt().toString());
    return json;
  }

  private static JsonObject json(DateRange range, long rows) {
    JsonObject segment = new JsonObject();
    segment.addProperty("from", range.from().toString());
    segment.addProperty("to", range.to().toString());
    segment.addProperty("rows", rows);
    return segment;
  }

  private static <T> JsonArray array(List<T> values, Function<T, JsonElement> element) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(element.apply(value)));
    return array;
  }
}
