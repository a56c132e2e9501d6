package io.financeflow.cli;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.log.LogLine;
import io.financeflow.orchestrator.log.LogQuery;
import io.financeflow.orchestrator.log.LogReader;
import io.financeflow.orchestrator.log.TaskLine;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.schema.db.Database;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs logs}: what the tasks of a run said. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = {
      "Print what the tasks of a run logged, by time; times are UTC.",
      "The database keeps the end of each attempt, about 1000 lines; all of it is in files of the"
          + " workers, under FINANCEFLOW_HOME/logs."
    })
final class RunsLogsCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(index = "0", paramLabel = "DAG", description = "Id of the DAG.")
  private String dag = "";

  @Parameters(
      index = "1",
      paramLabel = "RUN",
      description =
          "Id of the run, with #2 for its second execution (default: its last one); or latest.")
  private String run = "";

  @Option(names = "--task", paramLabel = "T", description = "Only this task.")
  private @Nullable String task;

  @Option(
      names = "--map",
      paramLabel = "N",
      description = "Only this element of a mapped task, from 0.")
  private @Nullable Integer mapIndex;

  @Option(names = "--attempt", paramLabel = "N", description = "Only this attempt, from 1.")
  private @Nullable Integer attempt;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the run, the task or the attempt is over.")
  private boolean follow;

  @Option(
      names = "--tail",
      paramLabel = "N",
      description = "Begin with the last N lines (default: all there are).")
  private int tail = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  RunsLogsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    LogQuery query = query();
    PrintStream out = environment.console().out();
    AtomicBoolean any = new AtomicBoolean();
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      LogReader reader = new LogReader(database, environment.clock());
      if (follow) {
        reader.follow(query, tail, line -> print(out, line, any));
      } else {
        reader.tail(query, tail).forEach(line -> print(out, line, any));
      }
    } catch (NoSuchThing unknown) {
      throw new Failure.Usage(String.valueOf(unknown.getMessage()));
    }
    if (!any.get()) {
      environment.console().err().println("no log lines");
    }
    return ExitCode.DONE.code();
  }

  private LogQuery query() {
    if (tail < 0) {
      throw new Failure.Usage("--tail must be >= 0 but was " + tail);
    }
    if (task == null && (mapIndex != null || attempt != null)) {
      throw new Failure.Usage("--map and --attempt are about one task: say --task, too");
    }
    try {
      return new LogQuery(dag, run, task, mapIndex, attempt);
    } catch (IllegalArgumentException outOfBounds) {
      throw new Failure.Usage("--map must be >= 0 and --attempt >= 1");
    }
  }

  private void print(PrintStream out, TaskLine line, AtomicBoolean any) {
    any.set(true);
    out.println(json ? json(line) : text(line));
  }

  /** Says who wrote it as far as the flags leave that open. */
  private String text(TaskLine line) {
    String who =
        (task == null ? line.task() : "")
            + (mapIndex == null && line.mapIndex() >= 0 ? "[" + line.mapIndex() + "]" : "")
            + (attempt == null && line.attempt() > 1 ? "#" + line.attempt() : "");
    LogLine said = line.line();
    return who.isEmpty()
        ? said.stamped()
        : new LogLine(said.at(), who + " | " + said.text()).stamped();
  }

  private static JsonObject json(TaskLine line) {
    JsonObject object = new JsonObject();
    object.addProperty("at", line.line().at().toString());
    object.addProperty("task", line.task());
    object.addProperty("map_index", line.mapIndex() < 0 ? null : line.mapIndex());
    object.addProperty("attempt", line.attempt());
    object.addProperty("text", line.line().text());
    return object;
  }
}
