package io.financeflow.orchestrator.backfill;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.run.Audit;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.schema.run.BackfillTable;
import io.financeflow.schema.run.ControlTable;
import io.financeflow.schema.run.ExecutionTable;
import io.financeflow.schema.run.TaskInstanceTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Pauses, resumes and cancels backfills; every act is noted. Thread-safe.
 *
 * <p>Each act first takes the lock under which runs are started: nothing starts any more once it
 * returns. Then it locks executions, by their ids, then the backfill, as schedulers do.
 */
public final class BackfillControl {

  private static final String REASON = "cancelled";

  private final Jdbi jdbi;
  private final Clock clock;

  /** Writes through {@code jdbi}. */
  public BackfillControl(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  private record Known(long id, String name, String dag) {}

  /**
   * What a cancellation did.
   *
   * @param cancelled names of backfills: the one asked for, and those that waited for it
   * @param notBegun executions that will not begin
   * @param stopped executions that ran and were stopped
   * @param goingOn executions that run on to their end
   */
  public record Cancelled(List<String> cancelled, int notBegun, int stopped, int goingOn) {}

  /**
   * Starts no more runs of it; those that run go on.
   *
   * @param who asks
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is none of that name
   * @throws RefusedBackfill unless it is running
   */
  public void pause(String name, String who) {
    turn(name, who, BackfillState.RUNNING, BackfillState.PAUSED);
  }

  /**
   * Goes on with one that was paused; throws as {@link #pause}.
   *
   * @throws RefusedBackfill unless it is paused
   */
  public void resume(String name, String who) {
    turn(name, who, BackfillState.PAUSED, BackfillState.RUNNING);
  }

  private void turn(String name, String who, BackfillState before, BackfillState after) {
    Instant now = clock.instant().truncatedTo(MICROS);
    jdbi.useTransaction(
        handle -> {
          Known known = find(handle, name);
          lock(handle, List.of(known.id()));
          int changed =
              handle
                  .createUpdate(BackfillTable.TURN)
                  .bind("id", known.id())
                  .bind("before", before.name())
                  .bind("state", after.name())
                  .execute();
          if (changed == 0) {
            throw new RefusedBackfill(
                "the backfill '%s' is not %s: it is %s"
                    .formatted(name, before.text(), state(handle, name)));
          }
          // Its last run may have ended while it was paused.
          handle.createUpdate(BackfillTable.END).bind("id", known.id()).bind("now", now).execute();
          String act = after == BackfillState.PAUSED ? "pause backfill" : "resume backfill";
          new Audit(now, who, act, known.dag(), "", "", name).write(handle);
          handle.execute("NOTIFY " + Endings.SCHEDULER_CHANNEL);
        });
  }

  /**
   * Ends it: what has not begun will not; so do the backfills that wait for it.
   *
   * @param stop whether the runs that have begun are stopped, too; they go on otherwise
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is none of that name
   * @throws RefusedBackfill when it is over
   */
  public Cancelled cancel(String name, String who, boolean stop) {
    Instant now = clock.instant().truncatedTo(MICROS);
    return jdbi.inTransaction(
        handle -> {
          Known known = find(handle, name);
          List<Long> ids =
              handle
                  .createQuery(BackfillTable.WITH_FOLLOWERS)
                  .bind("id", known.id())
                  .mapTo(Long.class)
                  .list();
          List<Long> running = lock(handle, ids);
          List<String> cancelled = end(handle, ids, now);
          if (!cancelled.contains(name)) {
            throw new RefusedBackfill(
                "the backfill '%s' is over: it is %s".formatted(name, state(handle, name)));
          }
          List<Long> ended = new ArrayList<>(cancelQueued(handle, ids, now));
          int notBegun = ended.size();
          if (stop) {
            stop(handle, running, now);
            ended.addAll(running);
          }
          tell(handle, ended);
          wakeOthers(handle, known.dag());
          int stopped = stop ? running.size() : 0;
          Cancelled done = new Cancelled(cancelled, notBegun, stopped, running.size() - stopped);
          String detail =
              "%s: %d not begun, %d stopped"
                  .formatted(String.join(", ", cancelled), notBegun, stopped);
          new Audit(now, who, "cancel backfill", known.dag(), "", "", detail).write(handle);
          return done;
        });
  }

  private static List<String> end(Handle handle, List<Long> ids, Instant now) {
    return handle
        .createQuery(BackfillTable.CANCEL)
        .bindArray("ids", Long.class, ids)
        .bind("now", now)
        .mapTo(String.class)
        .list()
        .stream()
        .sorted()
        .toList();
  }

  private static List<Long> cancelQueued(Handle handle, List<Long> ids, Instant now) {
    return handle
        .createQuery(BackfillTable.CANCEL_QUEUED)
        .bindArray("ids", Long.class, ids)
        .bind("reason", REASON)
        .bind("now", now)
        .mapTo(Long.class)
        .list();
  }

  private static void tell(Handle handle, List<Long> ended) {
    handle
        .createQuery(BackfillTable.TELL_ENDS)
        .bind("channel", Endings.RUNS_CHANNEL)
        .bindArray("ids", Long.class, ended)
        .mapTo(String.class)
        .list();
  }

  /** Takes the attempts away from their workers and ends the executions. */
  private static void stop(Handle handle, List<Long> running, Instant now) {
    List<Long> workedOn =
        handle
            .createQuery(BackfillTable.LOCK_WORKED_ON)
            .bindArray("ids", Long.class, running)
            .mapTo(Long.class)
            .list();
    handle
        .createUpdate(ControlTable.STOP_ATTEMPTS)
        .bindArray("ids", Long.class, workedOn)
        .bind("message", REASON)
        .bind("now", now)
        .execute();
    for (long id : running) {
      handle
          .createUpdate(TaskInstanceTable.GIVE_UP)
          .bind("id", id)
          .bind("state", TaskState.SKIPPED.name())
          .bind("reason", REASON)
          .bind("now", now)
          .execute();
      handle
          .createUpdate(ExecutionTable.END)
          .bind("id", id)
          .bind("state", RunState.FAILED.name())
          .bind("reason", REASON)
          .bind("now", now)
          .execute();
      handle.createUpdate(ExecutionTable.MEET_DEADLINES).bind("id", id).execute();
    }
    handle.execute("NOTIFY " + Worker.STOP_CHANNEL);
  }

  /** Runs of the DAG may have waited for tasks of this backfill. */
  private static void wakeOthers(Handle handle, String dag) {
    Endings.wake(
        handle,
        handle
            .createQuery(ExecutionTable.RUNNING_OF_DAG)
            .bind("dag", dag)
            .mapTo(Long.class)
            .list());
  }

  private static Known find(Handle handle, String name) {
    return handle
        .createQuery(BackfillTable.FIND)
        .bind("name", name)
        .map((row, context) -> new Known(row.getLong("backfill_id"), name, row.getString("dag_id")))
        .findOne()
        .orElseThrow(() -> Backfills.noSuch(handle, name));
  }

  /** Locks starts, then the running executions of backfills; returns these. */
  private static List<Long> lock(Handle handle, List<Long> ids) {
    handle.createQuery(ExecutionTable.LOCK_STARTS).mapTo(Boolean.class).one();
    return handle
        .createQuery(BackfillTable.LOCK_RUNNING)
        .bindArray("ids", Long.class, ids)
        .mapTo(Long.class)
        .list();
  }

  private static String state(Handle handle, String name) {
    return handle
        .createQuery(BackfillTable.STATE)
        .bind("name", name)
        .mapTo(String.class)
        .map(BackfillState::valueOf)
        .one()
        .text();
  }
}
