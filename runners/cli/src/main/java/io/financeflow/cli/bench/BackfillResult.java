package io.financeflow.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of a backfill, stage by stage. */
final class BackfillResult {
  private final List<Stage> stages = new ArrayList<>();

  /**
   * One measured stage.
   *
   * @param name what ran
   * @param rows bars it was about
   * @param lap what it took
   */
  record Stage(String name, long rows, Stopwatch.Lap lap) {
    double rowsPerSecond() {
      return rows / lap.seconds();
    }
  }

  Stopwatch.Lap add(String name, long rows, Stopwatch.Lap lap) {
    stages.add(new Stage(name, rows, lap));
    return lap;
  }

  private double seconds(String name) {
    return stages.stream()
        .filter(stage -> stage.name().equals(name))
        .mapToDouble(stage -> stage.lap().seconds())
        .sum();
  }

  /** Seconds of one stage over those of others: 1 is as fast, less is faster. */
  double ratio(String stage, String... others) {
    double sum = 0;
    for (String other : others) {
      sum += seconds(other);
    }
    return seconds(stage) / sum;
  }

  JsonObject json(double ratio, double toCopy) {
    JsonArray array = new JsonArray();
    for (Stage stage : stages) {
      JsonObject one = new JsonObject();
      one.addProperty("stage", stage.name());
      one.addProperty("rows", stage.rows());
      one.addProperty("seconds", Math.round(stage.lap().seconds() * 1000) / 1000.0);
      one.addProperty("rows_per_s", Math.round(stage.rowsPerSecond()));
      one.addProperty("peak_heap_mb", stage.lap().peakHeapMb());
      array.add(one);
    }
    JsonObject result = new JsonObject();
    result.addProperty("bench", "backfill");
    result.addProperty("ratio", Math.round(ratio * 1000) / 1000.0);
    result.addProperty("ratio_to_copy", Math.round(toCopy * 1000) / 1000.0);
    result.add("stages", array);
    return result;
  }

  String text(double ratio, double toCopy) {
    TextTable table = new TextTable("stage", "bars", "seconds", "bars/s", "peak heap MB");
    for (Stage stage : stages) {
      table.row(
          stage.name(),
          String.format(Locale.ROOT, "%,d", stage.rows()),
          String.format(Locale.ROOT, "%.2f", stage.lap().seconds()),
          String.format(Locale.ROOT, "%,.0f", stage.rowsPerSecond()),
          stage.lap().peakHeapMb());
    }
    return table
        + String.format(
            Locale.ROOT,
            "backfill: files to finished returns take %.2f of the time of COPY + merge, then UPDATE"
                + " lag(); %.2f of that of a bare COPY",
            ratio,
            toCopy);
  }
}
