package io.financeflow.orchestrator.metrics;

import io.financeflow.schema.run.MetricsTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Counts attempts and executions that ended, each once. Rows may become visible somewhat after the
 * time they carry, so each look goes back {@link #LATE} and passes over what was counted. Not
 * thread-safe.
 */
final class History {

  /** A transaction that takes longer than this from its time to its commit is not counted. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1)
  };

  private final MeterRegistry registry;
  private final Instant begin;
  private final Map<String, Instant> counted = new HashMap<>();
  private Instant until;

  /** Counts what ends at {@code begin} or later. */
  History(MeterRegistry registry, Instant begin) {
    this.registry = registry;
    this.begin = begin;
    this.until = begin;
  }

  /** Counts what is new. */
  void look(Handle handle, Instant now) {
    Instant late = until.minus(LATE);
    Instant since = late.isBefore(begin) ? begin : late;
    handle
        .createQuery(MetricsTable.ATTEMPTS)
        .bind("since", since)
        .map((row, context) -> isNew(row.getString("token"), row) && attempt(row))
        .forEach(isNew -> {});
    handle
        .createQuery(MetricsTable.EXECUTIONS)
        .bind("since", since)
        .map((row, context) -> isNew("run " + row.getLong("execution_id"), row) && execution(row))
        .forEach(isNew -> {});
    until = now;
    counted.values().removeIf(at -> at.isBefore(now.minus(LATE)));
  }

  private boolean isNew(String key, ResultSet row) throws SQLException {
    return counted.putIfAbsent(key, row.getTimestamp("ended_at").toInstant()) == null;
  }

  private boolean attempt(ResultSet row) throws SQLException {
    Tags dag = Tags.of("dag_id", row.getString("dag_id"));
    String outcome = row.getString("outcome");
    time("task.scheduled_duration", dag, row.getDouble("waited"));
    time("task.queued_duration", dag, row.getDouble("queued"));
    time("task.duration", dag.and("task_id", row.getString("task_id")), row.getDouble("took"));
    switch (outcome) {
      case "DONE" -> count("ti_successes", dag);
      case "FAILED" -> count("ti_failures", dag.and("error", lower(row.getString("error_class"))));
      case "LOST" -> count("task_instances_without_heartbeats_killed", dag);
      default -> count("ti_others", dag.and("outcome", lower(outcome)));
    }
    return true;
  }

  private boolean execution(ResultSet row) throws SQLException {
    Tags dag = Tags.of("dag_id", row.getString("dag_id"));
    time("dagrun.duration", dag.and("state", lower(row.getString("state"))), row.getDouble("took"));
    double delay = row.getDouble("delay");
    if (!row.wasNull()) {
      time("dagrun.schedule_delay", dag, delay);
    }
    return true;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void count(String name, Tags tags) {
    registry.counter("financeflow." + name, tags).increment();
  }

  private void time(String name, Tags tags, double seconds) {
    Timer.builder("financeflow." + name)
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.ofNanos(Math.round(seconds * 1e9)));
  }
}
