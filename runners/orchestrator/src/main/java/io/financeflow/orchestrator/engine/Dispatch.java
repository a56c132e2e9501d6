package io.financeflow.orchestrator.engine;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.schema.run.DispatchTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Gives slots to task instances whose conditions are met.
 *
 * <p>All limits are held in the one transaction that gives the slots, and only one scheduler at a
 * time gives any: what is taken is counted from the live rows under that lock. Whom a limit stops
 * is left out of the next question, so nobody behind it starves.
 */
final class Dispatch {

  /** Of each DAG, pool and lane. */
  private static final int EACH = 16;

  private static final int MOST = 512;

  private final Catalogue catalogue;
  private final Clock clock;

  Dispatch(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  private record Pool(int slots, int credit, int share) {}

  private record Row(String pool, String version, SlotAllocation.Waiting waiting) {}

  /** Gives what can be given; returns how many task instances got their slots. */
  int pass(Handle handle) {
    handle.createQuery(DispatchTable.LOCK).mapTo(Boolean.class).one();
    Occupancy occupancy = held(handle);
    Map<String, Pool> pools = pools(handle);
    int given = 0;
    boolean more = true;
    while (more) {
      List<Row> waiting = waiting(handle, occupancy, pools);
      for (Row row : waiting) {
        learn(handle, occupancy, row.waiting().execution(), row.waiting().dag(), row.version());
      }
      int limitsBefore = full(occupancy);
      int started = give(handle, occupancy, pools, waiting);
      given += started;
      // Others may stand behind those who got theirs, or behind those whom a limit stopped.
      more = full(occupancy) > limitsBefore || (started > 0 && mayHideOthers(waiting));
    }
    return given;
  }

  /** Whether the question was answered in part only. */
  private static boolean mayHideOthers(List<Row> waiting) {
    return waiting.size() >= MOST
        || waiting.stream()
            .collect(
                Collectors.groupingBy(
                    row -> List.of(row.pool(), row.waiting().dag(), row.waiting().backfill()),
                    Collectors.counting()))
            .values()
            .stream()
            .anyMatch(many -> many >= EACH);
  }

  private static int full(Occupancy occupancy) {
    return occupancy.fullExecutions.size()
        + occupancy.fullTasks.size()
        + occupancy.fullInRun.size();
  }

  private Occupancy held(Handle handle) {
    Occupancy occupancy = new Occupancy();
    handle
        .createQuery(DispatchTable.HELD)
        .map(
            (row, context) -> {
              String dag = row.getString("dag_id");
              long execution = row.getLong("execution_id");
              learn(handle, occupancy, execution, dag, row.getString("version"));
              occupancy.count(
                  row.getString("pool"),
                  dag,
                  execution,
                  row.getString("task_id"),
                  row.getInt("slots"),
                  row.getInt("instances"));
              return execution;
            })
        .list();
    occupancy.markFull();
    return occupancy;
  }

  private void learn(
      Handle handle, Occupancy occupancy, long execution, String dag, String version) {
    if (!occupancy.knows(execution)) {
      occupancy.limits(execution, catalogue.get(handle, dag, version));
    }
  }

  private static Map<String, Pool> pools(Handle handle) {
    Map<String, Pool> pools = new TreeMap<>();
    handle
        .createQuery(DispatchTable.POOLS)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("pool"),
                    new Pool(row.getInt("slots"), row.getInt("credit"), row.getInt("share"))))
        .forEach(entry -> pools.put(entry.getKey(), entry.getValue()));
    return pools;
  }

  private static List<Row> waiting(Handle handle, Occupancy occupancy, Map<String, Pool> pools) {
    Set<String> fullPools = new HashSet<>();
    pools.forEach(
        (name, pool) -> {
          if (occupancy.slots(name) >= pool.slots()) {
            fullPools.add(name);
          }
        });
    List<Occupancy.Of> tasks = List.copyOf(occupancy.fullTasks);
    List<Occupancy.Of> inRun = List.copyOf(occupancy.fullInRun);
    return handle
        .createQuery(DispatchTable.WAITING)
        .bindArray("full_pools", String.class, List.copyOf(fullPools))
        .bindArray("full_executions", Long.class, List.copyOf(occupancy.fullExecutions))
        .bindArray("full_dags", String.class, tasks.stream().map(of -> of.whose()).toList())
        .bindArray("full_tasks", String.class, tasks.stream().map(Occupancy.Of::task).toList())
        .bindArray("full_in", Long.class, inRun.stream().map(of -> of.whose()).toList())
        .bindArray("full_of", String.class, inRun.stream().map(Occupancy.Of::task).toList())
        .bind("each", EACH)
        .bind("most", MOST)
        .map(
            (row, context) ->
                new Row(
                    row.getString("pool"),
                    row.getString("version"),
                    new SlotAllocation.Waiting(
                        row.getLong("instance_id"),
                        row.getLong("execution_id"),
                        row.getString("dag_id"),
                        row.getString("task_id"),
                        row.getString("lane").equals("BACKFILL"),
                        row.getInt("slots"))))
        .list();
  }

  private int give(Handle handle, Occupancy occupancy, Map<String, Pool> pools, List<Row> waiting) {
    Map<String, List<SlotAllocation.Waiting>> byPool = new TreeMap<>();
    waiting.forEach(
        row -> byPool.computeIfAbsent(row.pool(), p -> new ArrayList<>()).add(row.waiting()));
    List<Long> ids = new ArrayList<>();
    Set<String> served = new TreeSet<>();
    byPool.forEach(
        (name, all) -> {
          Pool pool = pools.get(name);
          if (pool == null) {
            return;
          }
          int free = pool.slots() - occupancy.slots(name);
          SlotAllocation.Given given =
              SlotAllocation.give(
                  all, occupancy.slotsByDag(name), occupancy, free, pool.share(), pool.credit());
          for (SlotAllocation.Waiting one : given.starts()) {
            occupancy.give(name, one);
            ids.add(one.id());
            served.add(one.dag());
          }
          if (given.credit() != pool.credit()) {
            pools.put(name, new Pool(pool.slots(), given.credit(), pool.share()));
            handle
                .createUpdate(DispatchTable.CREDIT)
                .bind("pool", name)
                .bind("credit", given.credit())
                .execute();
          }
        });
    store(handle, ids, served);
    return ids.size();
  }

  private void store(Handle handle, List<Long> ids, Set<String> served) {
    if (ids.isEmpty()) {
      return;
    }
    // After the question who holds slots: history must not show one slot as taken twice.
    Instant now = clock.instant().truncatedTo(MICROS);
    handle
        .createQuery(DispatchTable.QUEUE)
        .bindArray("ids", Long.class, ids)
        .bindArray("dags", String.class, List.copyOf(served))
        .bind("now", now)
        .bind("channel", Scheduler.WORK_CHANNEL)
        .mapTo(Boolean.class)
        .one();
  }
}
