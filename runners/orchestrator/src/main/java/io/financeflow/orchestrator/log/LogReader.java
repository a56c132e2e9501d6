package io.financeflow.orchestrator.log;

import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import io.financeflow.schema.run.AttemptLogTable;
import io.financeflow.schema.run.DagTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what attempts logged, from the database; thread-safe. */
public final class LogReader {

  /** On which the engine tells that an execution is over. */
  private static final Duration POLL = Duration.ofSeconds(2);

  /** Within which the last lines of something that is over are stored. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private final Database database;
  private final Clock clock;

  /** Reads from that database. */
  public LogReader(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * The last lines, in the order of their times; empty when nothing was logged, or that was longer
   * ago than history is kept.
   *
   * @param most how many lines at most
   * @throws NoSuchThing when there is no such DAG, run or task; the message says what there is
   */
  public List<TaskLine> tail(LogQuery query, int most) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              Target target = target(handle, query);
              return last(new UnreadLines(target.execution(), query).read(handle), most);
            });
  }

  /**
   * The last lines, then all that follow, until what is asked for is over: the execution, or the
   * task when one is named, or its attempt. Returns soon when that is so already.
   *
   * @param most how many lines at most at first
   * @param to takes the lines, on the calling thread
   * @throws NoSuchThing as {@link #tail}
   */
  public void follow(LogQuery query, int most, Consumer<TaskLine> to) {
    Target target = database.jdbi().withHandle(handle -> target(handle, query));
    UnreadLines unread = new UnreadLines(target.execution(), query);
    String topic = LogChunks.topicOf(query.dag(), target.execution());
    boolean first = true;
    @Nullable Instant seenOver = null;
    try (Notifications news =
        new Notifications(database.settings(), AttemptLogTable.CHANNEL, Endings.RUNS_CHANNEL)) {
      // Connects: what is stored from now on is told.
      news.await(Duration.ofMillis(1));
      while (true) {
        Optional<Instant> over =
            database.jdbi().withHandle(handle -> over(handle, target.key(), query));
        List<TaskLine> lines = database.jdbi().withHandle(unread::read);
        (first ? last(lines, most) : lines).forEach(to);
        first = false;
        if (over.isPresent()) {
          seenOver = seenOver == null ? clock.instant() : seenOver;
          if (isPast(over.get().plus(SETTLED)) || isPast(seenOver.plus(SETTLED))) {
            return;
          }
        }
        await(news, topic, over.isPresent() ? SETTLED : POLL);
      }
    }
  }

  private boolean isPast(Instant instant) {
    return !instant.isAfter(clock.instant());
  }

  /** Until there is something about the execution, or any execution is over, or the time is up. */
  private void await(Notifications news, String topic, Duration most) {
    Instant until = clock.instant().plus(most);
    boolean concerns = false;
    while (!concerns && !isPast(until)) {
      var notes = news.await(Duration.between(clock.instant(), until));
      concerns =
          notes.isEmpty()
              || notes.stream()
                  .anyMatch(
                      n -> n.channel().equals(Endings.RUNS_CHANNEL) || n.payload().equals(topic));
    }
  }

  private static List<TaskLine> last(List<TaskLine> lines, int most) {
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }

  private record Target(long key, String execution) {}

  private static Target target(Handle handle, LogQuery query) {
    String run = query.run();
    int mark = run.lastIndexOf('#');
    boolean numbered = mark > 0 && run.substring(mark + 1).matches("[1-9][0-9]{0,8}");
    Target target =
        handle
            .createQuery(AttemptLogTable.EXECUTION)
            .bind("dag", query.dag())
            .bind("run", isLatest(run) ? null : numbered ? run.substring(0, mark) : run)
            .bind("number", numbered ? Integer.valueOf(run.substring(mark + 1)) : null)
            .map(
                (row, context) ->
                    new Target(
                        row.getLong("execution_id"),
                        RunRow.execution(row.getString("run_id"), row.getInt("number"))))
            .findOne()
            .orElseThrow(() -> unknown(handle, query));
    checkTask(handle, target, query);
    return target;
  }

  private static boolean isLatest(String run) {
    return run.equals(LogQuery.LATEST);
  }

  private static NoSuchThing unknown(Handle handle, LogQuery query) {
    List<String> dags = handle.createQuery(DagTable.IDS).mapTo(String.class).list();
    if (!dags.contains(query.dag())) {
      return NoSuchThing.of("DAG", query.dag(), dags);
    }
    if (isLatest(query.run())) {
      return new NoSuchThing("the DAG '" + query.dag() + "' has no runs yet: trigger one");
    }
    List<String> runs =
        handle
            .createQuery(AttemptLogTable.RUN_IDS)
            .bind("dag", query.dag())
            .mapTo(String.class)
            .list();
    return NoSuchThing.of("run of '" + query.dag() + "'", query.run(), runs);
  }

  /** A run that has not started has no tasks yet, and any name may turn out to be one. */
  private static void checkTask(Handle handle, Target target, LogQuery query) {
    List<String> tasks =
        handle
            .createQuery(AttemptLogTable.TASK_IDS)
            .bind("id", target.key())
            .mapTo(String.class)
            .list();
    if (query.task() != null && !tasks.isEmpty() && !tasks.contains(query.task())) {
      throw NoSuchThing.of("task in '" + target.execution() + "'", query.task(), tasks);
    }
  }

  private static Optional<Instant> over(Handle handle, long execution, LogQuery query) {
    return handle
        .createQuery(AttemptLogTable.OVER)
        .bind("id", execution)
        .bind("task", query.task())
        .bind("map_index", query.mapIndex())
        .bind("attempt", query.attempt())
        .mapTo(Instant.class)
        .findOne();
  }
}
