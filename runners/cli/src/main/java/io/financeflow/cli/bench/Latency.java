package io.financeflow.cli.bench;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * One figure of the orchestrator's bench.
 *
 * @param name of the case
 * @param tasks how many ran
 * @param seconds from the first request to the last end
 * @param p50 milliseconds from the end of a task to the start of the one after it, the median
 * @param p99 likewise, the 99th percentile
 */
record Latency(String name, int tasks, double seconds, double p50, double p99) {

  /** Summarises latencies in nanoseconds; at least one. */
  static Latency of(String name, int tasks, double seconds, List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return new Latency(name, tasks, seconds, at(sorted, 0.50), at(sorted, 0.99));
  }

  private static double at(List<Long> sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / 1e6;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("bench", name);
    json.addProperty("tasks", tasks);
    json.addProperty("seconds", rounded(seconds));
    json.addProperty("tasks_per_s", seconds == 0 ? 0 : Math.round(tasks / seconds));
    json.addProperty("p50_ms", rounded(p50));
    json.addProperty("p99_ms", rounded(p99));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%-34s %,7d tasks in %6.2f s = %,6.0f tasks/s; end to start p50 %.1f ms, p99 %.1f ms",
        name,
        tasks,
        seconds,
        tasks / seconds,
        p50,
        p99);
  }
}
