package io.financeflow.cli.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.flink.FlinkAddress;
import io.financeflow.cli.flink.FlinkRest;
import io.financeflow.cli.flink.JobLedger;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.ExternalJob;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseUnavailable;
import io.financeflow.schema.run.FlinkJobState;
import io.financeflow.schema.run.FlinkJobTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Runs commands as jobs of a Flink cluster, which outlive their worker.
 *
 * <p>The id of the run, and so of the job, is stored before the job is sent. A later attempt takes
 * a stored job up while its cluster has it, running or finished; otherwise it sends a new one. The
 * id is forgotten once the job is over, and kept while that is not known.
 */
record OnFlink(Environment environment, InThisProcess here) implements CommandPlace {
  private static final String MASTER = "--flink-master=";

  @Override
  public TaskOutcome run(List<String> line, TaskContext context) throws InterruptedException {
    Configuration configuration = Configuration.read(environment);
    Optional<String> master = master(line, configuration);
    if (master.isEmpty()) {
      return TaskOutcome.failed(
          ErrorClass.BAD_INPUT,
          "no Flink cluster is named: set FLINK_MASTER, or give the argument flink-master");
    }
    try (Database database = new Databases(configuration).open()) {
      FlinkRest cluster = new FlinkRest(FlinkAddress.parse(master.get()));
      return run(line, context, cluster, new JobLedger(database));
    } catch (Failure.Incomplete silent) {
      Stop.check(context);
      return TaskOutcome.failed(ErrorClass.INFRASTRUCTURE, String.valueOf(silent.getMessage()));
    } catch (Failure.Usage | DatabaseUnavailable failure) {
      return ExitStatus.outcome(failure);
    }
  }

  private static Optional<String> master(List<String> line, Configuration configuration) {
    return line.stream()
        .filter(word -> word.startsWith(MASTER))
        .map(word -> word.substring(MASTER.length()))
        .findFirst()
        .or(() -> configuration.get("FLINK_MASTER"));
  }

  private TaskOutcome run(
      List<String> line, TaskContext context, FlinkRest cluster, JobLedger ledger)
      throws InterruptedException {
    FlinkRun run = new FlinkRun(ledger, context.log());
    Optional<UUID> earlier = context.externalJob().id().map(UUID::fromString).filter(run::goesOn);
    UUID runId = earlier.orElseGet(UUID::randomUUID);
    if (earlier.isEmpty()) {
      var unused = cluster.overview();
      context.externalJob().store(runId.toString());
    }
    context.cancellation().whenRequested(() -> cancel(run, runId, context.externalJob()));
    try {
      CommandEnd end = here.end(earlier.isPresent() ? attach(runId) : submit(line, runId), context);
      return outcome(end, ledger.find(runId), context.externalJob());
    } catch (InterruptedException stop) {
      if (!context.externalJob().goesOnElsewhere() && run.cancelAndAwait(runId)) {
        context.externalJob().clear();
      }
      throw stop;
    }
  }

  private static void cancel(FlinkRun run, UUID runId, ExternalJob job) {
    if (!job.goesOnElsewhere()) {
      run.cancel(runId);
    }
  }

  private static List<String> submit(List<String> line, UUID runId) {
    List<String> words = new ArrayList<>(line);
    words.add("--runner=flink");
    words.add("--run-id=" + runId);
    return words;
  }

  private static List<String> attach(UUID runId) {
    return List.of("flink", "attach", runId.toString(), "--json");
  }

  private static TaskOutcome outcome(
      CommandEnd end, Optional<FlinkJobTable.Row> row, ExternalJob external) {
    FlinkJobState state = row.map(FlinkJobTable.Row::state).orElse(FlinkJobState.FAILED);
    if (state.isEnd()) {
      external.clear();
    }
    TaskOutcome outcome = end.outcome(row.map(OnFlink::outputs).orElse(Map.of()));
    return outcome instanceof TaskOutcome.Failed failed && groundGaveWay(state)
        ? new TaskOutcome.Failed(ErrorClass.INFRASTRUCTURE, failed.message(), failed.detail())
        : outcome;
  }

  /** Nobody knows how it ended, or somebody ended it who is not this attempt. */
  private static boolean groundGaveWay(FlinkJobState state) {
    return !state.isEnd() || state == FlinkJobState.LOST || state == FlinkJobState.CANCELED;
  }

  private static Map<String, JsonElement> outputs(FlinkJobTable.Row row) {
    Map<String, JsonElement> outputs = new TreeMap<>();
    outputs.put("job_id", new JsonPrimitive(row.job().jobId()));
    if (row.countersJson() != null) {
      outputs.put("counters", JsonParser.parseString(row.countersJson()));
    }
    return outputs;
  }
}
