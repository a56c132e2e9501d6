package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.yaml.FileProblem;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.run.ReportTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Lists DAGs and runs as the database has them; changes nothing, thread-safe. */
public final class Reports {

  private final Jdbi jdbi;
  private final Catalogue catalogue = new Catalogue();

  /** Reads through {@code jdbi}. */
  public Reports(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Which runs; null for any.
   *
   * @param since due then or later
   * @param most 1 or more
   */
  public record Filter(
      @Nullable String dag, @Nullable RunState state, @Nullable Instant since, int most) {
    /** Refuses less than one run. */
    public Filter {
      if (most < 1) {
        throw new IllegalArgumentException("the limit must be >= 1 but was " + most);
      }
    }
  }

  /** All DAGs by id. */
  public List<DagLine> dags() {
    return jdbi.withHandle(handle -> dags(handle, null));
  }

  /**
   * One DAG.
   *
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is none of this id
   */
  public DagLine dag(String id) {
    return jdbi.withHandle(handle -> dag(handle, id));
  }

  /** The present version of a DAG, whole; fails as {@link #dag}. */
  public Dag definition(String id) {
    return jdbi.withHandle(handle -> catalogue.get(handle, id, dag(handle, id).version()).dag());
  }

  /** Why files could not be loaded, as of the last load. */
  public List<FileProblem> problems() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ReportTable.PROBLEMS)
                .map(
                    (row, context) ->
                        new FileProblem(
                            row.getString(1), row.getInt(2), row.getInt(3), row.getString(4)))
                .list());
  }

  /**
   * Runs, the latest first.
   *
   * @throws io.financeflow.orchestrator.run.NoSuchThing when a DAG is named that does not exist
   */
  public List<RunLine> runs(Filter filter) {
    return jdbi.withHandle(
        handle -> {
          if (filter.dag() != null) {
            dag(handle, filter.dag());
          }
          return runs(handle, filter, null);
        });
  }

  /**
   * A run with its tasks.
   *
   * @param run its id, or {@code latest}
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is no such DAG or run
   */
  public RunDetail run(String dag, String run) {
    return jdbi.inTransaction(
        handle -> {
          dag(handle, dag);
          RunLine line =
              runs(handle, new Filter(dag, null, null, 1), run).stream()
                  .findFirst()
                  .orElseThrow(() -> Names.noRun(handle, dag, run));
          return new RunDetail(line, tasks(handle, line), attempts(handle, line));
        });
  }

  private static DagLine dag(Handle handle, String id) {
    return dags(handle, id).stream().findFirst().orElseThrow(() -> Names.noDag(handle, id));
  }

  private static List<DagLine> dags(Handle handle, @Nullable String id) {
    return handle
        .createQuery(ReportTable.DAGS)
        .bind("dag", id)
        .map((row, context) -> dagLine(row))
        .list();
  }

  private static DagLine dagLine(ResultSet row) throws SQLException {
    String last = row.getString("last_run");
    return new DagLine(
        row.getString("dag_id"),
        row.getString("origin"),
        row.getBoolean("present"),
        row.getBoolean("paused"),
        row.getString("paused_because"),
        instant(row.getTimestamp("next_due")),
        row.getString("version"),
        row.getInt("number"),
        last == null
            ? null
            : new DagLine.Last(
                last, lower(row.getString("last_state")), instant(row.getTimestamp("last_ended"))));
  }

  private static List<RunLine> runs(Handle handle, Filter filter, @Nullable String run) {
    return handle
        .createQuery(ReportTable.RUNS)
        .bind("dag", filter.dag())
        .bind("run", run)
        .bind("state", filter.state() == null ? null : filter.state().name())
        .bind("since", filter.since())
        .bind("most", filter.most())
        .map((row, context) -> runLine(row))
        .list();
  }

  private static RunLine runLine(ResultSet row) throws SQLException {
    RunLine.Times times =
        new RunLine.Times(
            row.getTimestamp("run_after").toInstant(),
            row.getTimestamp("queued_at").toInstant(),
            instant(row.getTimestamp("started_at")),
            instant(row.getTimestamp("ended_at")));
    RunLine.Execution execution =
        new RunLine.Execution(
            row.getLong("execution_id"),
            row.getInt("number"),
            lower(row.getString("cause")),
            RunState.valueOf(row.getString("state")),
            row.getString("reason"),
            row.getInt("version"),
            row.getString("asked_by"),
            row.getString("backfill"),
            times);
    return new RunLine(
        row.getString("dag_id"),
        row.getString("run_id"),
        lower(row.getString("kind")),
        row.getTimestamp("logical_date").toInstant(),
        new DateRange(
            row.getObject("first_date", LocalDate.class),
            row.getObject("last_date", LocalDate.class)),
        row.getString("params"),
        row.getString("note"),
        execution);
  }

  private List<RunDetail.Task> tasks(Handle handle, RunLine run) {
    List<RunDetail.Task> tasks =
        new ArrayList<>(
            handle
                .createQuery(ReportTable.TASKS)
                .bind("id", run.execution().key())
                .map((row, context) -> task(row))
                .list());
    String version = Standings.run(handle, run.dag(), run.run()).version();
    DagShape shape = catalogue.get(handle, run.dag(), version);
    List<String> order = List.copyOf(shape.tasks().keySet());
    tasks.sort(
        Comparator.comparingInt((RunDetail.Task task) -> order.indexOf(task.id()))
            .thenComparingInt(RunDetail.Task::mapIndex));
    return tasks;
  }

  private static RunDetail.Task task(ResultSet row) throws SQLException {
    return new RunDetail.Task(
        row.getString("task_id"),
        row.getInt("map_index"),
        TaskState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getInt("attempt"),
        row.getString("pool"),
        instant(row.getTimestamp("queued_at")),
        instant(row.getTimestamp("started_at")),
        instant(row.getTimestamp("ended_at")),
        row.getString("outputs"));
  }

  private static List<RunDetail.Attempt> attempts(Handle handle, RunLine run) {
    return handle
        .createQuery(ReportTable.ATTEMPTS)
        .bind("id", run.execution().key())
        .map(
            (row, context) ->
                new RunDetail.Attempt(
                    row.getString("task_id"),
                    row.getInt("map_index"),
                    row.getInt("number"),
                    lower(row.getString("outcome")),
                    row.getString("error_class") == null ? "" : lower(row.getString("error_class")),
                    row.getString("message"),
                    row.getString("worker"),
                    row.getTimestamp("queued_at").toInstant(),
                    row.getTimestamp("started_at").toInstant(),
                    row.getTimestamp("ended_at").toInstant()))
        .list();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
