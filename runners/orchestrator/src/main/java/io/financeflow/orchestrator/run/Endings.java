package io.financeflow.orchestrator.run;

import com.google.gson.JsonParser;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.notify.RunEvent;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.run.ExecutionTable;
import io.financeflow.schema.run.WorkTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Ends attempts together, with all that follows from it, in the caller's transaction: the states,
 * the history, renewed assets, what people are told, and the wake of the execution.
 */
public final class Endings {

  /** Channel on which schedulers are woken. */
  public static final String SCHEDULER_CHANNEL = "financeflow_scheduler";

  /** Channel on which the ends of executions are told, by their keys. */
  public static final String RUNS_CHANNEL = "financeflow_runs";

  private static final int LONGEST_MESSAGE = 2_000;
  private static final int LONGEST_DETAIL = 20_000;

  /**
   * An attempt that is over.
   *
   * @param outputs as JSON; null for none
   * @param detail a stack trace or the end of a log
   */
  public record Ending(
      long instance,
      long execution,
      AttemptId attempt,
      TaskSpec task,
      DateRange dates,
      Verdict verdict,
      @Nullable String outputs,
      String detail) {}

  private Endings() {}

  /**
   * Stores them; returns the keys of those whose fence held. The others were taken away and nothing
   * was changed for them.
   */
  public static Map<Long, TaskState> store(Handle handle, List<Ending> endings, Instant now) {
    Map<Long, TaskState> stored = finish(handle, endings, now);
    List<RunEvent> events = new ArrayList<>();
    List<Ending> renewing = new ArrayList<>();
    List<Ending> finished = new ArrayList<>();
    for (Ending ending : endings) {
      TaskState state = stored.get(ending.instance());
      if (state == null) {
        continue;
      }
      if (state == ending.verdict().state()) {
        ending.verdict().event().ifPresent(kind -> events.add(event(kind, ending, now)));
        if (state == TaskState.SUCCESS && !ending.task().conduct().renews().isEmpty()) {
          renewing.add(ending);
        }
        if (state.isFinished() && !ending.task().conduct().deadlines().isEmpty()) {
          finished.add(ending);
        }
      }
    }
    renew(handle, renewing, events, now);
    meetDeadlines(handle, finished);
    Events.write(handle, events);
    return stored;
  }

  /**
   * What follows from the end of an execution that the caller has stored: its backfill may be done,
   * and those who wait for it are told once the transaction commits.
   */
  public static void executionEnded(Handle handle, long execution, Instant now) {
    boolean inBackfill =
        handle
            .createQuery(ExecutionTable.LOCK_BACKFILL)
            .bind("id", execution)
            .mapTo(Boolean.class)
            .findOne()
            .isPresent();
    if (inBackfill) {
      handle
          .createUpdate(ExecutionTable.END_BACKFILL)
          .bind("id", execution)
          .bind("now", now)
          .execute();
    }
    handle
        .createQuery("SELECT true FROM pg_notify(:channel, :payload)")
        .bind("channel", RUNS_CHANNEL)
        .bind("payload", String.valueOf(execution))
        .mapTo(Boolean.class)
        .one();
  }

  /** Makes schedulers look at executions once the transaction commits. */
  public static void wake(Handle handle, List<Long> executions) {
    handle.createUpdate(ExecutionTable.WAKE).bindArray("ids", Long.class, executions).execute();
    handle.execute("NOTIFY " + SCHEDULER_CHANNEL);
  }

  private static Map<Long, TaskState> finish(Handle handle, List<Ending> endings, Instant now) {
    List<Verdict> verdicts = endings.stream().map(Ending::verdict).toList();
    Map<Long, TaskState> stored = new HashMap<>();
    handle
        .createQuery(WorkTable.FINISH)
        .bindArray("ids", Long.class, endings.stream().map(Ending::instance).toList())
        .bindArray("tokens", UUID.class, endings.stream().map(e -> e.attempt().token()).toList())
        .bindArray("states", String.class, verdicts.stream().map(v -> v.state().name()).toList())
        .bindArray("reasons", String.class, verdicts.stream().map(v -> line(v.reason())).toList())
        .bindArray("looks", Instant.class, verdicts.stream().map(Verdict::look).toList())
        .bindArray("outputs", String.class, endings.stream().map(Ending::outputs).toList())
        .bindArray("outcomes", String.class, verdicts.stream().map(Verdict::outcome).toList())
        .bindArray(
            "errors",
            String.class,
            verdicts.stream().map(v -> v.error() == null ? null : v.error().name()).toList())
        .bindArray("messages", String.class, verdicts.stream().map(v -> line(v.reason())).toList())
        .bindArray(
            "details",
            String.class,
            endings.stream().map(e -> storable(e.detail(), LONGEST_DETAIL)).toList())
        .bind("now", now)
        .bind("channel", SCHEDULER_CHANNEL)
        .map((row, context) -> Map.entry(row.getLong(1), TaskState.valueOf(row.getString(2))))
        .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
    return stored;
  }

  private static String line(String text) {
    return storable(text, LONGEST_MESSAGE).replaceAll("\\s*\\R\\s*", " ");
  }

  /** PostgreSQL stores no NUL; the end of a long detail says more than its start. */
  private static String storable(String text, int longest) {
    String clean = text.replace("\0", "");
    return clean.length() <= longest ? clean : clean.substring(clean.length() - longest);
  }

  private static RunEvent event(RunEvent.Kind kind, Ending ending, Instant now) {
    String error = ending.verdict().error() == null ? "" : ending.verdict().error().text();
    int most =
        ending.verdict().error() == null
            ? 1
            : ending.task().conduct().retry().backoff(ending.verdict().error()).retries() + 1;
    return new RunEvent(
        kind,
        RunEvent.Subject.of(ending.attempt(), Math.max(most, ending.attempt().number())),
        new RunEvent.Cause(error, ending.verdict().reason(), ending.detail()),
        ending.dates(),
        new RunEvent.Origin(now, ""));
  }

  private static void renew(
      Handle handle, List<Ending> renewing, List<RunEvent> events, Instant now) {
    List<String> assets = new ArrayList<>();
    List<Ending> of = new ArrayList<>();
    for (Ending ending : renewing) {
      for (String asset : ending.task().conduct().renews()) {
        assets.add(asset);
        of.add(ending);
        events.add(
            new RunEvent(
                RunEvent.Kind.ASSET_RENEWED,
                RunEvent.Subject.of(ending.attempt(), ending.attempt().number()).item(asset),
                new RunEvent.Cause("", "renewed " + asset, ""),
                ending.dates(),
                new RunEvent.Origin(now, "")));
      }
    }
    if (assets.isEmpty()) {
      return;
    }
    handle
        .createUpdate(WorkTable.RENEW)
        .bindArray("assets", String.class, assets)
        .bindArray("dags", String.class, of.stream().map(e -> e.attempt().dagId()).toList())
        .bindArray("executions", Long.class, of.stream().map(Ending::execution).toList())
        .bindArray("tasks", String.class, of.stream().map(e -> e.task().id()).toList())
        .bind("now", now)
        .execute();
  }

  private static void meetDeadlines(Handle handle, List<Ending> finished) {
    if (finished.isEmpty()) {
      return;
    }
    handle
        .createUpdate(ExecutionTable.MEET_TASK_DEADLINES)
        .bindArray("ids", Long.class, finished.stream().map(Ending::execution).toList())
        .bindArray("tasks", String.class, finished.stream().map(e -> e.task().id()).toList())
        .execute();
  }

  /** The outputs of an outcome as JSON; null for none. */
  public static @Nullable String json(io.financeflow.orchestrator.task.TaskOutcome outcome) {
    if (!(outcome instanceof io.financeflow.orchestrator.task.TaskOutcome.Done done)) {
      return null;
    }
    String json = done.outputs().json();
    return JsonParser.parseString(json).getAsJsonObject().isEmpty() ? null : json;
  }
}
