package io.financeflow.cli.bench;

import com.google.gson.JsonObject;
import java.util.Locale;

/** A pipeline beside its limit, over the same rows. */
record BenchResult(String bench, long rows, Stopwatch.Lap pipeline, Stopwatch.Lap limit) {

  /** Seconds of the pipeline over seconds of the limit: 1 is as fast, 2 takes twice as long. */
  double ratio() {
    return pipeline.seconds() / limit.seconds();
  }

  JsonObject json() {
    JsonObject result = new JsonObject();
    result.addProperty("bench", bench);
    result.addProperty("rows", rows);
    result.addProperty("rows_per_s", Math.round(rows / pipeline.seconds()));
    result.addProperty("limit_rows_per_s", Math.round(rows / limit.seconds()));
    result.addProperty("ratio", Math.round(ratio() * 1000) / 1000.0);
    result.addProperty("peak_heap_mb", pipeline.peakHeapMb());
    return result;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%s: %,d rows in %.2f s = %,.0f rows/s; limit %.2f s = %,.0f rows/s; ratio %.2f; peak heap %d MB",
        bench,
        rows,
        pipeline.seconds(),
        rows / pipeline.seconds(),
        limit.seconds(),
        rows / limit.seconds(),
        ratio(),
        pipeline.peakHeapMb());
  }
}
