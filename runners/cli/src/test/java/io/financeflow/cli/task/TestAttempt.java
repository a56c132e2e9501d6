package io.financeflow.cli.task;

import com.google.gson.JsonElement;
import io.financeflow.cli.Cli;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.Cancellation;
import io.financeflow.orchestrator.task.ExternalJob;
import io.financeflow.orchestrator.task.LogSink;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.template.RunValues;
import io.financeflow.orchestrator.template.Template;
import io.financeflow.orchestrator.template.Values;
import io.financeflow.orchestrator.timetable.DataInterval;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** The context of one attempt, made by hand: it keeps the log and can be told to stop. */
final class TestAttempt implements TaskContext {
  private final Slot slot;
  private final Map<String, JsonElement> params = new TreeMap<>();
  private final Map<String, Map<String, JsonElement>> outputs = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final Stopping stopping = new Stopping();
  private final Thread thread = Thread.currentThread();
  private Map<String, String> arguments = Map.of();
  private Predicate<String> watched = line -> false;
  private Runnable reaction = () -> {};
  private StoredJob job = new StoredJob();
  private Clock clock = Cli.CLOCK;

  private TestAttempt(Slot slot) {
    this.slot = slot;
  }

  /** Of a run over these dates, due 45 minutes after the last close. */
  static TestAttempt of(String from, String to) {
    DateRange dates = new DateRange(LocalDate.parse(from), LocalDate.parse(to));
    Instant due = TradingCalendar.nyse().close(dates.to()).plusSeconds(45 * 60);
    Instant start = dates.from().atStartOfDay(TradingCalendar.nyse().zone()).toInstant();
    return new TestAttempt(new Slot(start, new DataInterval(start, due), due, dates));
  }

  static TestAttempt of(String date) {
    return of(date, date);
  }

  /** With rendered arguments, name after value after name. */
  TestAttempt with(String... namesAndValues) {
    Map<String, String> given = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    arguments = given;
    return this;
  }

  TestAttempt withParams(Map<String, JsonElement> given) {
    params.putAll(given);
    return this;
  }

  TestAttempt withOutputs(String taskId, Map<String, JsonElement> given) {
    outputs.put(taskId, given);
    return this;
  }

  TestAttempt at(Clock time) {
    clock = time;
    return this;
  }

  /** Shares the job that an earlier attempt stored. */
  TestAttempt with(StoredJob earlier) {
    job = earlier;
    return this;
  }

  /** Is told to stop once its log has such a line. */
  TestAttempt stoppedAt(Predicate<String> line) {
    return onLine(line, this::stop);
  }

  /** Does something once its log has such a line. */
  TestAttempt onLine(Predicate<String> line, Runnable action) {
    watched = line;
    reaction = action;
    return this;
  }

  /** Renders the arguments of a pipeline or a Java task, as the engine would. */
  TestAttempt rendered(TaskKind kind) {
    Map<String, String> templates =
        kind instanceof TaskKind.Pipeline pipeline
            ? pipeline.arguments()
            : ((TaskKind.Java) kind).arguments();
    Map<String, String> given = new TreeMap<>();
    templates.forEach((name, text) -> given.put(name, Template.parse(text).render(values())));
    arguments = given;
    return this;
  }

  void stop() {
    stopping.request(thread);
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** A job id in memory. */
  static final class StoredJob implements ExternalJob {
    private Optional<String> stored = Optional.empty();

    @Override
    public synchronized Optional<String> id() {
      return stored;
    }

    @Override
    public synchronized void store(String id) {
      stored = Optional.of(id);
    }

    @Override
    public synchronized void clear() {
      stored = Optional.empty();
    }

    @Override
    public boolean goesOnElsewhere() {
      return false;
    }
  }

  private static final class Stopping implements Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

    private synchronized void request(Thread attempt) {
      if (requested) {
        return;
      }
      requested = true;
      attempt.interrupt();
      actions.forEach(action -> new Thread(action, "stop").start());
    }

    @Override
    public synchronized boolean requested() {
      return requested;
    }

    @Override
    public synchronized void whenRequested(Runnable action) {
      actions.add(action);
      if (requested) {
        new Thread(action, "stop").start();
      }
    }
  }

  @Override
  public AttemptId attempt() {
    return new AttemptId("daily", "daily__1", "load", AttemptId.NOT_MAPPED, 2, new UUID(1, 2));
  }

  @Override
  public Slot slot() {
    return slot;
  }

  @Override
  public Map<String, String> arguments() {
    return arguments;
  }

  @Override
  public Map<String, JsonElement> params() {
    return params;
  }

  @Override
  public Outputs outputs(String taskId) {
    return Outputs.of(outputs.getOrDefault(taskId, Map.of()));
  }

  @Override
  public Values values() {
    AttemptId id = attempt();
    return RunValues.of(
        new RunValues.Whose(id.dagId(), id.runId(), id.taskId(), id.number()),
        slot,
        params,
        outputs);
  }

  @Override
  public LogSink log() {
    return text -> {
      synchronized (lines) {
        lines.add(text);
      }
      if (watched.test(text)) {
        reaction.run();
      }
    };
  }

  @Override
  public Cancellation cancellation() {
    return stopping;
  }

  @Override
  public ExternalJob externalJob() {
    return job;
  }

  @Override
  public Clock clock() {
    return clock;
  }
}
