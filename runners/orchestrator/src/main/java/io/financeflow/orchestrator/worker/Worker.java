package io.financeflow.orchestrator.worker;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.engine.Scheduler;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import io.financeflow.schema.run.WorkTable;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes task instances that have their slots, and runs them.
 *
 * <p>Says that it lives several times within its lease. When it could not for too long, or was
 * declared dead, it stops its tasks: others may have them by then. Every store of a result carries
 * the fence of its attempt. Threads: the caller's of {@link #run} waits for work, one stores
 * results, one beats, one per task. Any number of workers may share a database.
 */
public final class Worker implements AutoCloseable {

  /** Channel on which workers are told that attempts were taken away. */
  public static final String STOP_CHANNEL = "financeflow_stop";

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Database database;
  private final Clock clock;
  private final WorkerSettings settings;
  private final Surroundings surroundings;
  private final Claims claims = new Claims(new Catalogue());
  private final Notifications notifications;
  private final Reporter reporter;
  private final Map<UUID, Running> running = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("task"));
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(2, Daemons.named("worker-timer"));
  private volatile UUID process = UUID.randomUUID();
  private volatile Instant heard;
  private boolean leftSome = true;
  private volatile boolean closed;

  /** Does not start anything yet. */
  public Worker(
      Database database, Clock clock, WorkerSettings settings, Surroundings surroundings) {
    this.database = database;
    this.clock = clock;
    this.settings = settings;
    this.surroundings = surroundings;
    this.notifications =
        new Notifications(database.settings(), Scheduler.WORK_CHANNEL, STOP_CHANNEL);
    this.reporter = new Reporter(database, clock, this::claimWhatWasLeft);
    this.heard = clock.instant();
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Registers, and works until it is closed; then its tasks have been stopped or are done. */
  public void run() {
    register();
    Thread reports = Daemons.named("worker-reports").newThread(reporter::run);
    reports.start();
    long beat = settings.beat().toMillis();
    var unused = timer.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    while (!closed) {
      claim();
      boolean stops =
          notifications.await(settings.beat()).stream()
              .anyMatch(note -> note.channel().equals(STOP_CHANNEL));
      if (stops) {
        beat();
      }
    }
    leave(reports);
  }

  /** Takes work for which there was no room before. */
  private synchronized void claimWhatWasLeft() {
    if (leftSome) {
      claim();
    }
  }

  /** Takes as much as it has room for. */
  private synchronized void claim() {
    int room = settings.slots() - running.size();
    leftSome = true;
    if (closed || room <= 0) {
      return;
    }
    Instant now = clock.instant().truncatedTo(MICROS);
    try {
      List<Claimed> taken =
          database.jdbi().inTransaction(handle -> claims.take(handle, process, room, now));
      taken.forEach(this::start);
      leftSome = taken.size() >= room;
    } catch (JdbiException e) {
      LOG.debug("no work can be taken now", e);
    }
  }

  private void start(Claimed claimed) {
    Running run = new Running(claimed, database.jdbi(), clock, surroundings, new StopSignal(timer));
    running.put(claimed.attempt().token(), run);
    threads.execute(() -> run.work(this::report));
    run.timesOutBy(
        timer.schedule(
            () -> stop(claimed.attempt().token(), StopSignal.Why.TIMED_OUT),
            claimed.task().conduct().limits().timeout().toMillis(),
            TimeUnit.MILLISECONDS));
  }

  private void report(Endings.Ending ending) {
    if (running.remove(ending.attempt().token()) != null) {
      reporter.add(ending);
    }
  }

  /** Tells an attempt to stop, and gives it up when it does not. */
  private void stop(UUID token, StopSignal.Why why) {
    Running run = running.get(token);
    if (run != null && !run.isStopping()) {
      run.stop(why);
      var unused =
          timer.schedule(
              () -> run.giveUp(this::report), settings.grace().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void beat() {
    try {
      boolean alive =
          database
                  .jdbi()
                  .withHandle(
                      handle ->
                          handle.createUpdate(WorkTable.HEARTBEAT).bind("id", process).execute())
              == 1;
      heard = clock.instant();
      if (alive) {
        stopWhatWasTaken();
      } else if (!closed) {
        LOG.warn("this worker was declared dead: it stops its tasks and begins anew");
        stopAll(StopSignal.Why.TAKEN_AWAY);
        process = UUID.randomUUID();
        register();
      }
    } catch (JdbiException e) {
      LOG.debug("the database does not hear", e);
      if (clock.instant().isAfter(heard.plus(settings.ownLease()))) {
        stopAll(StopSignal.Why.WORKER_STOPS);
      }
    }
  }

  private void stopWhatWasTaken() {
    List<UUID> mine = List.copyOf(running.keySet());
    Map<UUID, TaskState> held = new HashMap<>();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(WorkTable.HELD)
                    .bind("id", process)
                    .map(
                        (row, context) ->
                            Map.entry(
                                row.getObject("token", UUID.class),
                                TaskState.valueOf(row.getString("state"))))
                    .forEach(entry -> held.put(entry.getKey(), entry.getValue())));
    for (UUID token : mine) {
      if (held.get(token) != TaskState.RUNNING) {
        stop(token, StopSignal.Why.TAKEN_AWAY);
      }
    }
  }

  private void stopAll(StopSignal.Why why) {
    List.copyOf(running.keySet()).forEach(token -> stop(token, why));
  }

  private void register() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(WorkTable.REGISTER)
                    .bind("id", process)
                    .bind("kind", "WORKER")
                    .bind("host", settings.host())
                    .bind("pid", settings.pid())
                    .bind("slots", settings.slots())
                    .execute());
  }

  private void leave(Thread reports) {
    long grace = settings.grace().toMillis();
    stopAll(StopSignal.Why.WORKER_STOPS);
    threads.shutdown();
    try {
      threads.awaitTermination(grace, TimeUnit.MILLISECONDS);
      reporter.close();
      reports.join(grace);
      timer.shutdownNow();
      // A beat may be under way, and must not say that a process lives that has left.
      timer.awaitTermination(grace, TimeUnit.MILLISECONDS);
      database
          .jdbi()
          .useHandle(handle -> handle.createUpdate(WorkTable.LEAVE).bind("id", process).execute());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JdbiException e) {
      LOG.debug("the database does not hear that this worker leaves", e);
    }
    timer.shutdownNow();
  }

  /** How many tasks it runs now. */
  public int active() {
    return running.size();
  }

  /** Ends {@link #run}: its tasks are stopped and go to other workers. Closing twice is fine. */
  @Override
  public void close() {
    closed = true;
    notifications.close();
  }
}
