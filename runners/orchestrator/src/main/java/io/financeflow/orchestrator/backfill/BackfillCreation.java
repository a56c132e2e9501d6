package io.financeflow.orchestrator.backfill;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.run.CurrentDag;
import io.financeflow.orchestrator.run.Endings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes backfills; thread-safe.
 *
 * <p>All runs are stored at once, under the lock of the DAG: schedulers only have to carry them
 * out, whichever of them lives, and of two backfills that name the same slot at the same time the
 * second finds it in flight. A backfill runs beside a paused DAG, too.
 */
public final class BackfillCreation {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Catalogue catalogue = new Catalogue();

  /** Writes through {@code jdbi}. */
  public BackfillCreation(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What {@link #create} would do now; stores nothing and does not mind a name that is taken.
   *
   * @throws io.financeflow.orchestrator.run.NoSuchThing for a DAG or task that does not exist
   * @throws RefusedBackfill when it cannot be done
   */
  public BackfillPlan preview(BackfillRequest request) {
    return make(request, false);
  }

  /**
   * Stores a backfill with its runs, and those downstream if asked; they start at once. Stores
   * nothing when every slot is skipped.
   *
   * @throws io.financeflow.orchestrator.run.NoSuchThing for a DAG or task that does not exist
   * @throws RefusedBackfill when it cannot be done, or the name is taken
   */
  public BackfillPlan create(BackfillRequest request) {
    return make(request, true);
  }

  private BackfillPlan make(BackfillRequest request, boolean store) {
    Instant now = clock.instant().truncatedTo(MICROS);
    List<String> dags = new ArrayList<>(List.of(request.dag()));
    if (request.downstream()) {
      dags.addAll(jdbi.inTransaction(handle -> downstream(handle, request)));
    }
    return jdbi.inTransaction(
        handle -> {
          List<Draft> drafts = drafts(handle, request, dags, now);
          if (store && !drafts.get(0).runs().isEmpty()) {
            store(handle, request, drafts, now);
          }
          return plan(drafts, now);
        });
  }

  private List<String> downstream(Handle handle, BackfillRequest request) {
    DagShape first = CurrentDag.lock(handle, catalogue, request.dag());
    return Downstream.of(handle, catalogue, first, request.content().tasks());
  }

  private List<Draft> drafts(
      Handle handle, BackfillRequest request, List<String> dags, Instant now) {
    NavigableMap<String, DagShape> locked = new TreeMap<>();
    for (String dag : new TreeSet<>(dags)) {
      locked.put(dag, CurrentDag.lock(handle, catalogue, dag));
    }
    List<DagShape> shapes = dags.stream().map(locked::get).filter(Objects::nonNull).toList();
    Drafts drafts = new Drafts(handle, request, now);
    Draft first = drafts.first(shapes.get(0));
    List<Draft> all = new ArrayList<>(List.of(first));
    if (!first.runs().isEmpty()) {
      shapes.stream().skip(1).forEach(shape -> all.add(drafts.after(shape, first)));
    }
    return all;
  }

  private static void store(
      Handle handle, BackfillRequest request, List<Draft> drafts, Instant now) {
    BackfillStore store = new BackfillStore(handle, request, now);
    @Nullable Long before = null;
    for (Draft draft : drafts) {
      before = store.store(draft, before);
    }
    handle.execute("NOTIFY " + Endings.SCHEDULER_CHANNEL);
  }

  private static BackfillPlan plan(List<Draft> drafts, Instant now) {
    List<BackfillPlan> plans = new ArrayList<>();
    Optional<Instant> finish = Optional.of(now);
    for (Draft draft : drafts) {
      Optional<Duration> takes = draft.takes();
      finish = finish.flatMap(before -> takes.map(before::plus));
      plans.add(
          new BackfillPlan(
              draft.name(),
              draft.shape().dag().id(),
              draft.runs(),
              draft.skipped(),
              finish,
              List.of()));
    }
    BackfillPlan first = plans.get(0);
    return new BackfillPlan(
        first.name(),
        first.dag(),
        first.runs(),
        first.skipped(),
        first.estimatedFinish(),
        plans.subList(1, plans.size()));
  }
}
