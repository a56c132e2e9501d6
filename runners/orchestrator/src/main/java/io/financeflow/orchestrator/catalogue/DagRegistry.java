package io.financeflow.orchestrator.catalogue;

import io.financeflow.orchestrator.dag.Plan;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.orchestrator.yaml.DagDocument;
import io.financeflow.orchestrator.yaml.FileProblem;
import io.financeflow.schema.run.DagTable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings the database's DAGs up to date with those that were loaded.
 *
 * <p>A new DAG with a schedule of its own is paused until somebody switches it on; one that is
 * started by hand or by assets is on. A changed DAG gets a new version; its runs stay on theirs. A
 * DAG that is not loaded any more keeps its history and gets no new runs. Loads of several
 * processes wait for each other. Thread-safe.
 */
public final class DagRegistry {

  private final Jdbi jdbi;
  private final Clock clock;

  /** Writes through {@code jdbi}. */
  public DagRegistry(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  private record Known(String version, String origin, boolean present, Instant handledUntil) {}

  /** What a load changed: ids of DAGs. */
  public record Changes(List<String> added, List<String> changed, List<String> gone) {
    /** Whether nothing is different. */
    public boolean isEmpty() {
      return added.isEmpty() && changed.isEmpty() && gone.isEmpty();
    }
  }

  /**
   * Makes these the DAGs there are.
   *
   * @param dags all of them, each id once
   * @param problems of files that could not be read; a DAG that was in one of them stays as it was
   */
  public Changes load(List<LoadedDag> dags, List<FileProblem> problems) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return jdbi.inTransaction(
        handle -> {
          handle.createQuery(DagTable.LOCK_ALL).mapTo(Boolean.class).one();
          Map<String, Known> known = known(handle);
          Changes changes = new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
          for (LoadedDag dag : dags) {
            put(handle, dag, known.remove(dag.dag().id()), now, changes);
          }
          Set<String> broken = Set.copyOf(problems.stream().map(FileProblem::file).toList());
          known.forEach(
              (id, gone) -> {
                if (gone.present() && !broken.contains(gone.origin())) {
                  changes.gone().add(id);
                }
              });
          handle
              .createUpdate(DagTable.VANISH)
              .bindArray("dags", String.class, changes.gone())
              .execute();
          note(handle, problems);
          return changes;
        });
  }

  private static Map<String, Known> known(Handle handle) {
    Map<String, Known> known = new HashMap<>();
    handle
        .createQuery(DagTable.ALL)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("dag_id"),
                    new Known(
                        row.getString("version"),
                        row.getString("origin"),
                        row.getBoolean("present"),
                        row.getTimestamp("handled_until").toInstant())))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    return known;
  }

  private static void put(
      Handle handle,
      LoadedDag loaded,
      @org.jspecify.annotations.Nullable Known known,
      Instant now,
      Changes changes) {
    String id = loaded.dag().id();
    String version = DagDocument.version(loaded.dag());
    String document = DagDocument.write(loaded.dag());
    boolean same = known != null && known.version().equals(version);
    handle
        .createUpdate(same ? DagTable.REWORD_VERSION : DagTable.ADD_VERSION)
        .bind("dag", id)
        .bind("version", version)
        .bind("document", document)
        .bind("now", now)
        .execute();
    if (known == null) {
      write(handle, loaded, version, DueTimes.first(loaded.dag().plan(), now), now, true);
      changes.added().add(id);
    } else if (!same || !known.present() || !known.origin().equals(loaded.origin())) {
      write(handle, loaded, version, known.handledUntil(), now, false);
      changes.changed().add(id);
    }
  }

  private static void write(
      Handle handle,
      LoadedDag loaded,
      String version,
      Instant handledUntil,
      Instant now,
      boolean isNew) {
    Plan plan = loaded.dag().plan();
    boolean own = !(plan.schedule() instanceof Schedule.Manual);
    List<String> assets =
        plan.schedule() instanceof Schedule.Assets on
            ? List.copyOf(on.condition().names())
            : List.of();
    var update =
        handle
            .createUpdate(isNew ? DagTable.ADD : DagTable.RENEW)
            .bind("dag", loaded.dag().id())
            .bind("version", version)
            .bind("origin", loaded.origin())
            .bind("max_active_runs", loaded.dag().limits().maxActiveRuns())
            .bindArray("assets", String.class, assets)
            .bind("next_due", DueTimes.next(plan, handledUntil).orElse(null));
    if (isNew) {
      update.bind("paused", own && assets.isEmpty());
      update.bind("now", now).bind("handled_until", handledUntil);
    }
    update.execute();
  }

  private static void note(Handle handle, List<FileProblem> problems) {
    handle.execute(DagTable.FORGET_PROBLEMS);
    Map<String, Integer> positions = new HashMap<>();
    for (FileProblem problem : problems) {
      handle
          .createUpdate(DagTable.ADD_PROBLEM)
          .bind("file", problem.file())
          .bind("position", positions.merge(problem.file(), 1, Integer::sum) - 1)
          .bind("line", problem.line())
          .bind("col", problem.column())
          .bind("message", problem.message())
          .execute();
    }
  }
}
