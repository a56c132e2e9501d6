package io.financeflow.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.ml.lstm.LstmBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How quick networks are trained.
 *
 * @param figures of all sizes and layers
 */
record LstmSpeeds(List<LstmBench.Figure> figures) {

  /** Measures every size, DL4J's layer and ours in turn. */
  static LstmSpeeds measure(int batches) {
    LstmBench bench = new LstmBench(System::nanoTime);
    List<LstmBench.Figure> figures = new ArrayList<>();
    for (LstmBench.Size size : LstmBench.SIZES) {
      figures.add(bench.dl4j(size, batches));
      figures.add(bench.ours(size, batches));
    }
    return new LstmSpeeds(List.copyOf(figures));
  }

  String text() {
    StringBuilder text = new StringBuilder("batch x steps x features/units, simulated\n");
    for (LstmBench.Figure figure : figures) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %-5s %,9.0f sequences/s (best batch %,.0f)%n",
              figure.size(),
              figure.layer(),
              figure.perSecond(),
              figure.best()));
    }
    return text.toString();
  }

  JsonArray json() {
    JsonArray array = new JsonArray();
    for (LstmBench.Figure figure : figures) {
      JsonObject object = new JsonObject();
      object.addProperty("size", figure.size().toString());
      object.addProperty("layer", figure.layer());
      object.addProperty("per_second", figure.perSecond());
      object.addProperty("best_per_second", figure.best());
      array.add(object);
    }
    return array;
  }
}
