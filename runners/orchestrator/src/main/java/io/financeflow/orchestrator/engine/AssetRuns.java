package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.run.NewRun;
import io.financeflow.orchestrator.run.Order;
import io.financeflow.orchestrator.run.RunCreation;
import io.financeflow.orchestrator.run.RunKind;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.schema.run.DagTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Starts runs of DAGs whose assets were renewed.
 *
 * <p>A run starts when the condition is met by what was renewed since the last run it caused;
 * several renewals of one asset meanwhile count as one. A paused DAG does not notice renewals.
 */
final class AssetRuns {

  private final Catalogue catalogue;

  AssetRuns(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  private record Waiting(String dag, String version, Set<String> assets) {}

  /** Deals with renewals; returns how many there were. */
  int pass(Handle handle, Instant now) {
    Map<Long, String> renewals = new TreeMap<>();
    handle
        .createQuery(DagTable.TAKE_RENEWALS)
        .map((row, context) -> Map.entry(row.getLong("event_id"), row.getString("asset")))
        .forEach(entry -> renewals.put(entry.getKey(), entry.getValue()));
    if (renewals.isEmpty()) {
      return 0;
    }
    List<Waiting> waiting =
        handle
            .createQuery(DagTable.WAITING_FOR)
            .bindArray("assets", String.class, List.copyOf(Set.copyOf(renewals.values())))
            .map(
                (row, context) ->
                    new Waiting(
                        row.getString("dag_id"),
                        row.getString("version"),
                        Set.of((String[]) row.getArray("assets").getArray())))
            .list();
    for (Waiting dag : waiting) {
      note(handle, dag, renewals);
      startIfMet(handle, catalogue.get(handle, dag.dag(), dag.version()), now);
    }
    return renewals.size();
  }

  private static void note(Handle handle, Waiting dag, Map<Long, String> renewals) {
    List<String> assets = new ArrayList<>();
    List<Long> events = new ArrayList<>();
    renewals.forEach(
        (event, asset) -> {
          if (dag.assets().contains(asset)) {
            assets.add(asset);
            events.add(event);
          }
        });
    handle
        .createUpdate(DagTable.GOT)
        .bind("dag", dag.dag())
        .bindArray("assets", String.class, assets)
        .bindArray("events", Long.class, events)
        .execute();
  }

  private static void startIfMet(Handle handle, DagShape shape, Instant now) {
    Map<String, Long> has = new LinkedHashMap<>();
    handle
        .createQuery(DagTable.HAS)
        .bind("dag", shape.dag().id())
        .map((row, context) -> Map.entry(row.getString("asset"), row.getLong("event_id")))
        .forEach(entry -> has.put(entry.getKey(), entry.getValue()));
    boolean met =
        shape.dag().plan().schedule() instanceof Schedule.Assets on
            && on.condition().met(has.keySet());
    if (!met) {
      return;
    }
    Slot slot = shape.dag().plan().schedule().timetable().manual(now);
    // The latest renewal makes the id unique: it causes one run.
    long latest = has.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    NewRun run =
        new NewRun(
            NewRun.id(RunKind.ASSET.text(), slot) + "." + latest,
            slot,
            List.of(),
            DueRuns.usualParams(shape));
    String note = "renewed: " + String.join(", ", has.keySet());
    RunCreation.create(handle, shape, List.of(run), Order.bySchedule(RunKind.ASSET, note, now));
    handle.createUpdate(DagTable.USED).bind("dag", shape.dag().id()).execute();
  }
}
