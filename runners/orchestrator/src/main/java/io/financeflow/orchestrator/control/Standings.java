package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskRole;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.schema.run.ObstacleTable;
import io.financeflow.schema.run.TaskInstanceTable;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the facts behind {@link Why}; of one execution, within one transaction. */
final class Standings {

  /** A run with the keys to read more of it. */
  record Run(String dag, long execution, String version, RunStanding at) {}

  private record Row(String task, TaskStanding.Where where, @Nullable Set<String> chosen) {}

  private record Before(String run, String task, int mapIndex, TaskState state) {}

  private final Handle handle;
  private final DagShape shape;
  private final Run run;
  private final Map<String, List<Row>> rows = new LinkedHashMap<>();
  private final List<String> inRun;
  private final List<TaskStanding.Worker> workers;
  private @Nullable List<Before> before;

  Standings(Handle handle, DagShape shape, Run run) {
    this.handle = handle;
    this.shape = shape;
    this.run = run;
    handle
        .createQuery(ObstacleTable.INSTANCES)
        .bind("id", run.execution())
        .map((row, context) -> row(row))
        .forEach(row -> rows.computeIfAbsent(row.task(), id -> new ArrayList<>()).add(row));
    this.inRun =
        handle
            .createQuery(ObstacleTable.ACTIVE_IN_RUN)
            .bind("id", run.execution())
            .map((row, context) -> label(row.getString(1), row.getInt(2)))
            .list();
    this.workers =
        handle
            .createQuery(ObstacleTable.WORKERS)
            .map(
                (row, context) ->
                    new TaskStanding.Worker(row.getString(1), row.getInt(2), row.getInt(3)))
            .list();
  }

  /** {@code load[3]} for an element of a mapped task. */
  static String label(String task, int mapIndex) {
    return mapIndex < 0 ? task : task + "[" + mapIndex + "]";
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  private static Row row(ResultSet row) throws SQLException {
    Array chosen = row.getArray("chosen");
    TaskState state = TaskState.valueOf(row.getString("state"));
    String since = state == TaskState.AWAITING_INPUT ? "asked_at" : "started_at";
    return new Row(
        row.getString("task_id"),
        new TaskStanding.Where(
            state,
            row.getString("reason"),
            row.getInt("map_index"),
            row.getInt("attempt"),
            instant(row.getTimestamp("next_look")),
            instant(row.getTimestamp(since)),
            row.getString("worker")),
        chosen == null ? null : Set.of((String[]) chosen.getArray()));
  }

  /** Whether anybody moves runs on. */
  static boolean hasScheduler(Handle handle) {
    return handle.createQuery(ObstacleTable.HAS_SCHEDULER).mapTo(Boolean.class).one();
  }

  /** Where a DAG stands. */
  static DagStanding dag(Handle handle, Catalogue catalogue, String dag) {
    return handle
        .createQuery(ObstacleTable.DAG)
        .bind("dag", dag)
        .map((row, context) -> dag(handle, catalogue, dag, row))
        .findOne()
        .orElseThrow(() -> Names.noDag(handle, dag));
  }

  private static DagStanding dag(Handle handle, Catalogue catalogue, String dag, ResultSet row)
      throws SQLException {
    DagShape shape = catalogue.get(handle, dag, row.getString("version"));
    Set<String> missing = new TreeSet<>(Set.of((String[]) row.getArray("assets").getArray()));
    missing.removeAll(Set.of((String[]) row.getArray("got").getArray()));
    return new DagStanding(
        dag,
        row.getBoolean("present"),
        new RunStanding.Paused(row.getBoolean("paused"), row.getString("paused_because")),
        instant(row.getTimestamp("next_due")),
        List.copyOf(missing),
        shape.dag().plan().schedule() instanceof Schedule.Assets);
  }

  /** Where the latest execution of a run stands. */
  static Run run(Handle handle, String dag, String run) {
    Optional<Boolean> known =
        handle
            .createQuery(ObstacleTable.DAG)
            .bind("dag", dag)
            .map((row, context) -> true)
            .findOne();
    if (known.isEmpty()) {
      throw Names.noDag(handle, dag);
    }
    return handle
        .createQuery(ObstacleTable.RUN)
        .bind("dag", dag)
        .bind("run", run)
        .map((row, context) -> run(handle, dag, row))
        .findOne()
        .orElseThrow(() -> Names.noRun(handle, dag, run));
  }

  private static Run run(Handle handle, String dag, ResultSet row) throws SQLException {
    String backfill = row.getString("backfill");
    List<String> active =
        handle
            .createQuery(ObstacleTable.ACTIVE_RUNS)
            .bind("dag", dag)
            .bind("backfill", row.getObject("backfill_id", Long.class))
            .map((r, context) -> RunRow.execution(r.getString(1), r.getInt(2)))
            .list();
    RunStanding at =
        new RunStanding(
            RunRow.execution(row.getString("run_id"), row.getInt("number")),
            RunState.valueOf(row.getString("state")),
            row.getString("reason"),
            row.getTimestamp("run_after").toInstant(),
            new RunStanding.Paused(row.getBoolean("paused"), row.getString("paused_because")),
            backfill == null
                ? Optional.empty()
                : Optional.of(
                    new RunStanding.Backfill(
                        backfill,
                        row.getString("backfill_state"),
                        row.getString("backfill_before"))),
            row.getInt("max_active_runs"),
            active);
    return new Run(dag, row.getLong("execution_id"), row.getString("version"), at);
  }

  /** Where the instances of a task stand. */
  List<TaskStanding> of(String id) {
    TaskSpec task = shape.task(id).orElseThrow();
    List<TaskStanding> all = new ArrayList<>();
    List<Row> own = rows.getOrDefault(id, List.of());
    if (own.stream().allMatch(row -> row.where().state().isFinished())) {
      TaskStanding.Room none =
          new TaskStanding.Room(Optional.empty(), List.of(), 0, List.of(), List.of(), List.of());
      own.forEach(
          row ->
              all.add(
                  new TaskStanding(
                      task, row.where(), List.of(), Optional.empty(), none, List.of())));
      return all;
    }
    List<TaskStanding.Upstream> upstreams = upstreams(task);
    TaskStanding.Room room = room(task);
    for (Row row : own) {
      all.add(new TaskStanding(task, row.where(), upstreams, past(task), room, workers));
    }
    return all;
  }

  private List<TaskStanding.Upstream> upstreams(TaskSpec task) {
    List<TaskStanding.Upstream> upstreams = new ArrayList<>();
    for (String id : task.after()) {
      List<Row> before = rows.getOrDefault(id, List.of());
      boolean setup = shape.task(id).orElseThrow().conduct().rules().role() == TaskRole.SETUP;
      upstreams.add(
          new TaskStanding.Upstream(
              id,
              setup,
              before.stream().map(row -> row.where().state()).toList(),
              before.isEmpty() ? null : before.get(0).chosen()));
    }
    return upstreams;
  }

  private TaskStanding.Room room(TaskSpec task) {
    String pool = task.conduct().limits().share().pool();
    List<TaskStanding.Holder> holders =
        handle
            .createQuery(ObstacleTable.POOL_HOLDERS)
            .bind("pool", pool)
            .map(
                (row, context) ->
                    new TaskStanding.Holder(
                        row.getString("dag_id")
                            + " "
                            + RunRow.execution(row.getString("run_id"), row.getInt("number"))
                            + " "
                            + row.getString("task_id"),
                        row.getInt("slots")))
            .list();
    List<String> ofTask =
        handle
            .createQuery(ObstacleTable.ACTIVE_OF_TASK)
            .bind("dag", run.dag())
            .bind("task", task.id())
            .map(
                (row, context) ->
                    label(RunRow.execution(row.getString(1), row.getInt(2)), row.getInt(3)))
            .list();
    return new TaskStanding.Room(
        handle.createQuery(ObstacleTable.POOL).bind("pool", pool).mapTo(Integer.class).findOne(),
        holders,
        shape.dag().limits().maxActiveTasks(),
        inRun,
        ofTask,
        inRun.stream()
            .filter(one -> one.equals(task.id()) || one.startsWith(task.id() + "["))
            .toList());
  }

  private Optional<TaskStanding.Past> past(TaskSpec task) {
    if (!shape.asksPast()) {
      return Optional.empty();
    }
    List<Before> all = before();
    Set<String> after = shape.downstream().getOrDefault(task.id(), Set.of());
    List<TaskState> own =
        all.stream().filter(row -> row.task().equals(task.id())).map(Before::state).toList();
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TaskStanding.Past(
                all.get(0).run(),
                own,
                all.stream()
                    .filter(row -> after.contains(row.task()))
                    .map(row -> new TaskStanding.Past.Of(row.task(), row.state()))
                    .toList()));
  }

  private List<Before> before() {
    List<Before> known = before;
    if (known == null) {
      known =
          handle
              .createQuery(TaskInstanceTable.BEFORE)
              .bind("id", run.execution())
              .map(
                  (row, context) ->
                      new Before(
                          row.getString("run_id"),
                          row.getString("task_id"),
                          row.getInt("map_index"),
                          TaskState.valueOf(row.getString("state"))))
              .list();
      before = known;
    }
    return known;
  }
}
