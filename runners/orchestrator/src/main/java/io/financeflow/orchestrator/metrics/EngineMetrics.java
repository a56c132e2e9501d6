package io.financeflow.orchestrator.metrics;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.schema.run.MetricsTable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the whole installation in the format of Prometheus.
 *
 * <p>Everything comes from the tables, so it is the same whichever process is asked: watch one, do
 * not add them up. Gauges are as of the last look; counters and timers count what ended since this
 * object was made, whoever did it. A look is taken when somebody asks and the last one is {@link
 * #FRESH} old. While the database is away {@code financeflow_database_up} is 0 and the others stay
 * as they were. Thread-safe.
 */
public final class EngineMetrics {

  /** For how long a look at the database serves. */
  public static final Duration FRESH = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(EngineMetrics.class);
  private static final String PREFIX = "financeflow.";

  /** What the label of a gauge is called, by the first part of its name. */
  private static final Map<String, String> LABELS =
      Map.of("pool", "pool", "ti", "state", "dagrun", "state", "process", "kind", "dag", "state");

  private final Jdbi jdbi;
  private final Clock clock;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, MultiGauge> gauges = new HashMap<>();
  private final History history;
  private Instant looked = Instant.MIN;
  private volatile boolean up;

  /** Looks at nothing yet; counts from now on. */
  public EngineMetrics(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.history = new History(registry, clock.instant().truncatedTo(MICROS));
    Gauge.builder(PREFIX + "database.up", this, metrics -> metrics.up ? 1 : 0)
        .description("1 when the last look at the database went well")
        .register(registry);
  }

  /** All metrics as text, format 0.0.4. */
  public synchronized String scrape() {
    Instant now = clock.instant().truncatedTo(MICROS);
    if (looked.isBefore(now.minus(FRESH))) {
      look(now);
    }
    return registry.scrape();
  }

  private void look(Instant now) {
    looked = now;
    try {
      jdbi.useHandle(
          handle -> {
            gauges(handle, now);
            history.look(handle, now);
          });
      up = true;
    } catch (JdbiException e) {
      up = false;
      LOG.debug("metrics cannot be read", e);
    }
  }

  private void gauges(Handle handle, Instant now) {
    Map<String, List<MultiGauge.Row<?>>> rows = new LinkedHashMap<>();
    gauges.keySet().forEach(name -> rows.put(name, new ArrayList<>()));
    handle
        .createQuery(MetricsTable.NOW)
        .bind("now", now)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("name"),
                    MultiGauge.Row.of(
                        tags(row.getString("name"), row.getString("label")),
                        row.getDouble("value"))))
        .forEach(
            entry ->
                rows.computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                    .add(entry.getValue()));
    rows.forEach(
        (name, values) ->
            gauges
                .computeIfAbsent(name, n -> MultiGauge.builder(PREFIX + n).register(registry))
                .register(values, true));
  }

  private static Tags tags(String name, String label) {
    String kind = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    return label.isEmpty() ? Tags.empty() : Tags.of(LABELS.getOrDefault(kind, "of"), label);
  }
}
