package io.financeflow.orchestrator.backfill;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.schema.run.BackfillTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Finds the DAGs that follow from a DAG by the assets its tasks renew. */
final class Downstream {

  private record Follower(String dag, Set<String> waitsFor, Set<String> renews) {}

  private final Handle handle;
  private final Catalogue catalogue;
  private final Map<String, Follower> found = new LinkedHashMap<>();

  private Downstream(Handle handle, Catalogue catalogue) {
    this.handle = handle;
    this.catalogue = catalogue;
  }

  /**
   * Their ids, each after those whose assets it waits for; of a circle, the nearest first. One that
   * waits for several assets follows when any of them is renewed.
   *
   * @param tasks the only tasks that run in {@code first}; empty for all
   */
  static List<String> of(Handle handle, Catalogue catalogue, DagShape first, List<String> tasks) {
    Downstream downstream = new Downstream(handle, catalogue);
    downstream.search(first.dag().id(), renewed(first, tasks));
    return downstream.ordered();
  }

  private void search(String first, Set<String> assets) {
    Set<String> asked = new HashSet<>();
    Set<String> open = assets;
    while (!open.isEmpty()) {
      asked.addAll(open);
      Set<String> next = new TreeSet<>();
      for (Follower follower : waitingFor(open)) {
        if (!follower.dag().equals(first) && found.putIfAbsent(follower.dag(), follower) == null) {
          next.addAll(follower.renews());
        }
      }
      next.removeAll(asked);
      open = next;
    }
  }

  private List<Follower> waitingFor(Set<String> assets) {
    return handle
        .createQuery(BackfillTable.WAITING_FOR)
        .bindArray("assets", String.class, List.copyOf(assets))
        .map(
            (row, context) -> {
              String dag = row.getString("dag_id");
              return new Follower(
                  dag,
                  Set.of((String[]) row.getArray("assets").getArray()),
                  renewed(catalogue.get(handle, dag, row.getString("version")), List.of()));
            })
        .list();
  }

  private static Set<String> renewed(DagShape shape, List<String> tasks) {
    Set<String> assets = new TreeSet<>();
    for (TaskSpec task : shape.tasks().values()) {
      if (tasks.isEmpty() || tasks.contains(task.id())) {
        assets.addAll(task.conduct().renews());
      }
    }
    return assets;
  }

  private List<String> ordered() {
    List<String> order = new ArrayList<>();
    Map<String, Follower> open = new LinkedHashMap<>(found);
    while (!open.isEmpty()) {
      String next =
          open.values().stream()
              .filter(follower -> !waitsForOneOf(follower, open))
              .findFirst()
              .orElseGet(() -> open.values().iterator().next())
              .dag();
      order.add(next);
      open.remove(next);
    }
    return order;
  }

  private static boolean waitsForOneOf(Follower follower, Map<String, Follower> open) {
    return open.values().stream()
        .anyMatch(
            other ->
                !other.dag().equals(follower.dag())
                    && other.renews().stream().anyMatch(follower.waitsFor()::contains));
  }
}
