package io.financeflow.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.schema.db.Database;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All cases of the orchestrator's bench, each on empty tables. */
final class OrchestratorCourse {

  private static final int BACKFILL_RUNS = 2_500;
  private static final int IDLE_DAGS = 2_000;

  private final Database database;
  private final Clock clock;
  private final PrintStream progress;

  OrchestratorCourse(Database database, Clock clock, PrintStream progress) {
    this.database = database;
    this.clock = clock;
    this.progress = progress;
  }

  /** Runs them; figures as JSON objects, and a line for each on the way. */
  JsonArray run() throws InterruptedException {
    JsonArray results = new JsonArray();
    OrchestratorBench bench = new OrchestratorBench(database, clock);
    // The first runs warm the JVM up and are not counted.
    chains(bench, "warm-up", new OrchestratorBench.Shape(4, 2, 4, 10), 0);
    results.add(bareHandover());
    results.add(chains(bench, "sequential", new OrchestratorBench.Shape(1, 1, 1, 40), 10));
    results.add(chains(bench, "hundred_dags", new OrchestratorBench.Shape(100, 1, 1, 10), 0));
    results.add(chains(bench, "throughput", new OrchestratorBench.Shape(10, 10, 10, 10), 0));
    empty();
    JsonObject backfill = bench.backfill(BACKFILL_RUNS);
    results.add(backfill);
    progress.printf(
        Locale.ROOT,
        "%-34s %,7d runs stored in %s s%n",
        "backfill",
        backfill.get("runs").getAsInt(),
        backfill.get("seconds").getAsString());
    empty();
    JsonObject idle = bench.idle(IDLE_DAGS, Duration.ofSeconds(20), this::cpu);
    results.add(idle);
    progress.printf(
        Locale.ROOT,
        "%-34s %,7d DAGs cost %s %% of a core, PostgreSQL included%n",
        "idle",
        IDLE_DAGS,
        idle.get("percent_of_a_core").getAsString());
    return results;
  }

  private JsonObject bareHandover() throws InterruptedException {
    Latency latency = Latency.of("bare_handover", 100, 0, new BareHandover(database).measure(100));
    progress.printf(
        Locale.ROOT,
        "%-34s what PostgreSQL alone takes for it: p50 %.1f ms, p99 %.1f ms%n",
        latency.name(),
        latency.p50(),
        latency.p99());
    JsonObject json = latency.json();
    List.of("tasks", "seconds", "tasks_per_s").forEach(json::remove);
    return json;
  }

  private JsonObject chains(
      OrchestratorBench bench, String name, OrchestratorBench.Shape shape, long millis)
      throws InterruptedException {
    empty();
    Latency latency = bench.chains(name.replace('-', '_'), shape, millis);
    progress.println(latency.text());
    return latency.json();
  }

  private void empty() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("TRUNCATE dags, dag_versions, attempts, wakes, outbox CASCADE"));
  }

  /** What this process and each backend of the server have used so far, by process. */
  private Map<Long, Duration> cpu() {
    Map<Long, Duration> used = new HashMap<>();
    List<Long> backends =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT pid FROM pg_stat_activity")
                        .mapTo(Long.class)
                        .list());
    for (long pid : backends) {
      ProcessHandle.of(pid)
          .flatMap(process -> process.info().totalCpuDuration())
          .ifPresent(cpu -> used.put(pid, cpu));
    }
    long own =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    used.put(ProcessHandle.current().pid(), Duration.ofNanos(own));
    return used;
  }
}
