package io.financeflow.cli.task;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagProblem;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskKind.PipelineMode;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskSource;
import io.financeflow.orchestrator.template.KnownNames;
import io.financeflow.schema.db.DatabaseSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The tasks of every kind that needs a worker.
 *
 * <p>{@link #task} refuses unknown names; what else is wrong shows when the task runs, as a failure
 * of class BAD_INPUT. Thread-safe, and so are its tasks.
 */
public final class CliTasks implements TaskSource {
  /** The connection that is the program's own database, whatever others exist. */
  public static final String OWN_DATABASE = "financeflow";

  private final Environment environment;
  private final PipelineNames pipelines;
  private final Map<PipelineMode, CommandPlace> places = new EnumMap<>(PipelineMode.class);
  private final Map<String, JavaTask> javaTasks;
  private final SqlExecution sql;
  private final HttpLook http = new HttpLook();

  /**
   * Tasks that run in this process or start others from it.
   *
   * @param environment whose variables name database, vendor and cluster; nothing is printed to its
   *     console
   * @param connections finds other databases by name; called for each attempt
   * @param more Java tasks beside {@value VendorReady#NAME} and {@value Forecasts#NAME}, by name
   */
  public CliTasks(
      Environment environment,
      Function<String, Optional<DatabaseSettings>> connections,
      Map<String, JavaTask> more) {
    this.environment = environment;
    this.pipelines = new PipelineNames(environment);
    this.sql =
        new SqlExecution(name -> name.equals(OWN_DATABASE) ? own() : connections.apply(name));
    InThisProcess here = new InThisProcess(environment);
    InOwnJvm apart = new InOwnJvm(environment);
    places.put(PipelineMode.DIRECT, here);
    places.put(PipelineMode.OWN_JVM, apart);
    places.put(PipelineMode.FLINK, new OnFlink(environment, here));
    Map<String, JavaTask> all = new TreeMap<>(more);
    all.put(VendorReady.NAME, new JavaTask(VendorReady.ARGUMENTS, new VendorReady(environment)));
    all.put(Forecasts.NAME, new JavaTask(Forecasts.ARGUMENTS, new Forecasts(environment, apart)));
    this.javaTasks = Map.copyOf(all);
  }

  private Optional<DatabaseSettings> own() {
    return Optional.of(new Databases(Configuration.read(environment)).settings());
  }

  @Override
  public Task task(TaskKind kind) {
    if (kind instanceof TaskKind.Pipeline pipeline) {
      return pipeline(pipeline);
    }
    if (kind instanceof TaskKind.Java java) {
      return javaTask(java.name()).task();
    }
    if (kind instanceof TaskKind.Sql statement) {
      return new SqlTask(sql, statement);
    }
    if (kind instanceof TaskKind.SqlSensor sensor) {
      return new SqlSensorTask(sql, sensor);
    }
    if (kind instanceof TaskKind.Shell shell) {
      return new ShellTask(environment, shell);
    }
    if (kind instanceof TaskKind.HttpSensor sensor) {
      return new HttpSensorTask(http, sensor);
    }
    throw new IllegalArgumentException(
        "no worker is needed for "
            + kind.getClass().getSimpleName()
            + ": the scheduler decides it");
  }

  private Task pipeline(TaskKind.Pipeline pipeline) {
    PipelineFlags flags = pipelines.find(pipeline.name());
    CommandPlace place = places.get(pipeline.mode());
    if (place == null) {
      throw new IllegalArgumentException("there is no place for " + pipeline.mode());
    }
    return new PipelineTask(flags, pipeline.mode(), place);
  }

  private JavaTask javaTask(String name) {
    JavaTask found = javaTasks.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "unknown Java task '" + name + "'; " + KnownNames.hint(name, javaTasks.keySet()));
    }
    return found;
  }

  /**
   * What is wrong with the pipelines and Java tasks of a DAG: unknown names, unknown, doubled and
   * missing arguments. Empty when all are known; values are judged when they are rendered.
   */
  public List<DagProblem> problems(Dag dag) {
    List<DagProblem> problems = new ArrayList<>();
    for (TaskSpec task : dag.tasks()) {
      problems(task.kind()).forEach(text -> problems.add(new DagProblem(task.id(), text)));
    }
    return List.copyOf(problems);
  }

  private List<String> problems(TaskKind kind) {
    try {
      if (kind instanceof TaskKind.Pipeline pipeline) {
        return pipelines
            .find(pipeline.name())
            .problems(pipeline.arguments().keySet(), pipeline.mode());
      }
      return kind instanceof TaskKind.Java java
          ? javaTask(java.name()).problems(java.arguments().keySet())
          : List.of();
    } catch (IllegalArgumentException unknown) {
      return List.of(String.valueOf(unknown.getMessage()));
    }
  }
}
