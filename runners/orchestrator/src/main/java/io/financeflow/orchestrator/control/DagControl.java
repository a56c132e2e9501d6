package io.financeflow.orchestrator.control;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.run.Audit;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.schema.run.ControlTable;
import io.financeflow.schema.run.DagTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Switches DAGs on and off, and deletes them; thread-safe. */
public final class DagControl {

  private final Jdbi jdbi;
  private final Clock clock;

  /** Writes through {@code jdbi}. */
  public DagControl(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Lets a DAG start no more runs; those that run go on. False when it was paused already.
   *
   * @param because why, may be empty
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is no such DAG
   */
  public boolean pause(String dag, String askedBy, String because) {
    Instant now = now();
    return jdbi.inTransaction(
        handle -> {
          lock(handle, dag);
          int changed =
              handle
                  .createUpdate(DagTable.PAUSE)
                  .bind("dag", dag)
                  .bind("because", because)
                  .execute();
          return noted(handle, changed, new Audit(now, askedBy, "pause", dag, "", "", because));
        });
  }

  /**
   * Lets a DAG start runs, those that wait first. False when it was on already.
   *
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is no such DAG
   */
  public boolean unpause(String dag, String askedBy) {
    Instant now = now();
    return jdbi.inTransaction(
        handle -> {
          lock(handle, dag);
          int changed =
              handle.createUpdate(DagTable.UNPAUSE).bind("dag", dag).bind("now", now).execute();
          return noted(handle, changed, new Audit(now, askedBy, "unpause", dag, "", "", ""));
        });
  }

  private static boolean noted(Handle handle, int changed, Audit audit) {
    if (changed > 0) {
      audit.write(handle);
      handle.execute("NOTIFY " + Endings.SCHEDULER_CHANNEL);
    }
    return changed > 0;
  }

  /**
   * Deletes a DAG with its versions, runs, attempts and backfills; what was audited and told people
   * stays. Returns how many runs it had. A DAG that is still loaded comes back, without history, at
   * the next load.
   *
   * @param evenIfLoaded whether that is wanted; otherwise such a DAG is refused
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is no such DAG
   * @throws IllegalArgumentException while runs are going, or when it is loaded and should not be
   */
  public long delete(String dag, String askedBy, boolean evenIfLoaded) {
    Instant now = now();
    return jdbi.inTransaction(
        handle -> {
          boolean loaded = lock(handle, dag);
          refuseGoing(handle, dag);
          if (loaded && !evenIfLoaded) {
            throw new IllegalArgumentException(
                "the DAG '" + dag + "' is still loaded: remove its file first");
          }
          long runs =
              handle.createQuery(ControlTable.COUNT_RUNS).bind("dag", dag).mapTo(Long.class).one();
          for (String sql :
              List.of(
                  ControlTable.DELETE,
                  ControlTable.DELETE_VERSIONS,
                  ControlTable.DELETE_ATTEMPTS)) {
            handle.createUpdate(sql).bind("dag", dag).execute();
          }
          new Audit(now, askedBy, "delete", dag, "", "", runs + " runs").write(handle);
          return runs;
        });
  }

  private static void refuseGoing(Handle handle, String dag) {
    List<String> going =
        handle.createQuery(ControlTable.GOING).bind("dag", dag).mapTo(String.class).list();
    if (!going.isEmpty()) {
      throw new IllegalArgumentException(
          "the DAG '"
              + dag
              + "' has "
              + going.size()
              + " runs that are not over, "
              + going.get(0)
              + " first: wait, or mark them failed");
    }
  }

  /** Whether it is loaded. */
  private static boolean lock(Handle handle, String dag) {
    return handle
        .createQuery(DagTable.LOCK)
        .bind("dag", dag)
        .map((row, context) -> row.getBoolean("present"))
        .findOne()
        .orElseThrow(() -> Names.noDag(handle, dag));
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }
}
