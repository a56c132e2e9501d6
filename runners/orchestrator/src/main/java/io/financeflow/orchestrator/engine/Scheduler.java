package io.financeflow.orchestrator.engine;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import io.financeflow.schema.run.ExecutionTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what happens next: creates the runs that are due, starts them, brings their tasks
 * forward, gives out slots, and notices what was lost.
 *
 * <p>Keeps nothing: any number may run on one database, each pass being short transactions that
 * claim what they change, and one may be killed at any moment. Woken by notifications; a slow look
 * is the safety net. {@link #run} belongs to one thread; {@link #close} is for any.
 */
public final class Scheduler implements AutoCloseable {

  /** Channel on which workers are told that there is work. */
  public static final String WORK_CHANNEL = "financeflow_work";

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

  private final Database database;
  private final Clock clock;
  private final SchedulerSettings settings;
  private final Notifications notifications;
  private final DueRuns dueRuns;
  private final RunStarts runStarts;
  private final Advance advance;
  private final Dispatch dispatch;
  private final AssetRuns assetRuns;
  private final Times times;
  private final Reaper reaper;
  private final SchedulerProcess process;
  private volatile boolean closed;
  private boolean trouble;

  /** Whether the last pass looked for everything and found something. */
  private boolean following;

  private Instant seenSince;
  private Instant lastChores = Instant.EPOCH;
  private Instant nextDue = Instant.EPOCH;

  /** Does not start anything yet. */
  public Scheduler(Database database, Clock clock, SchedulerSettings settings) {
    this.database = database;
    this.clock = clock;
    this.settings = settings;
    this.notifications = new Notifications(database.settings(), Endings.SCHEDULER_CHANNEL);
    Catalogue catalogue = new Catalogue();
    this.dueRuns = new DueRuns(catalogue);
    this.runStarts = new RunStarts(catalogue, clock);
    this.advance = new Advance(catalogue, new RunEnds(catalogue));
    this.dispatch = new Dispatch(catalogue, clock);
    this.assetRuns = new AssetRuns(catalogue);
    this.times = new Times(catalogue, advance);
    this.reaper = new Reaper(catalogue, settings.lease());
    this.process = new SchedulerProcess(database.jdbi());
    this.seenSince = Instant.EPOCH;
  }

  /**
   * Works until it is closed; what goes wrong in one pass is logged and tried again.
   *
   * @param host where it runs, for people
   * @param pid its process there
   */
  public void run(String host, long pid) {
    process.register(host, pid);
    while (!closed) {
      boolean more = pass();
      if (!more && !closed) {
        notifications.await(untilNext());
      }
    }
    process.leave();
  }

  /** One pass over everything; true when there may be more to do at once. */
  public boolean pass() {
    Instant now = clock.instant().truncatedTo(MICROS);
    try {
      boolean more = moveOn(now);
      if (!nextDue.isAfter(now) || !lastChores.plus(settings.poll()).isAfter(now)) {
        lastChores = now;
        more |= chores(now);
        following = false;
      }
      if (!more) {
        nextDue = transaction(handle -> nextDue(handle, now));
      }
      if (trouble) {
        trouble = false;
        seenSince = now;
        LOG.info("the database is back");
      }
      return more || !nextDue.isAfter(now);
    } catch (RuntimeException e) {
      if (!closed && !trouble) {
        LOG.warn("a pass failed and is tried again: {}", e.getMessage());
      }
      LOG.debug("a pass failed", e);
      trouble = true;
      following = false;
      return false;
    }
  }

  /** What follows from events: quick, and done at each wake. */
  private boolean moveOn(Instant now) {
    int looked = transaction(handle -> advanceAndDispatch(handle, now));
    if (following && looked == 0) {
      following = false;
      return false;
    }
    following = looked + transaction(handle -> startRuns(handle, now)) > 0;
    return following;
  }

  /** When nothing but the pass before has happened, only its wakes can make a difference. */
  private int advanceAndDispatch(Handle handle, Instant now) {
    int looked = advance.pass(handle, now);
    return following && looked == 0 ? 0 : looked + dispatch.pass(handle);
  }

  private static Instant nextDue(Handle handle, Instant now) {
    return handle
        .createQuery(ExecutionTable.NEXT_TIME)
        .bind("now", now)
        .mapTo(Instant.class)
        .findOne()
        .orElse(Instant.MAX);
  }

  private int startRuns(Handle handle, Instant now) {
    return assetRuns.pass(handle, now) + runStarts.pass(handle);
  }

  /** What follows from time: done at each slow look, and first of all. */
  private boolean chores(Instant now) {
    process.beat();
    boolean more = false;
    while (!closed && transaction(handle -> dueRuns.pass(handle, now))) {
      more = true;
    }
    int done = transaction(handle -> times.deadlines(handle, now));
    done += transaction(handle -> times.timeOuts(handle, now));
    done += transaction(handle -> times.neglected(handle, now));
    boolean declares = Duration.between(seenSince, now).compareTo(settings.lease()) >= 0;
    Instant then = clock.instant().truncatedTo(MICROS);
    done += transaction(handle -> reaper.pass(handle, declares, then));
    return more || done > 0;
  }

  /** Until something is due, but not longer than a poll. */
  private Duration untilNext() {
    if (trouble || nextDue.isAfter(clock.instant().plus(settings.poll()))) {
      return settings.poll();
    }
    Duration until = Duration.between(clock.instant(), nextDue);
    return until.isNegative() ? Duration.ZERO : until;
  }

  private <T> T transaction(HandleCallback<T, RuntimeException> work) {
    return database.jdbi().inTransaction(work);
  }

  /** Ends {@link #run} after its present pass. Closing twice is fine. */
  @Override
  public void close() {
    closed = true;
    notifications.close();
  }
}
