package io.financeflow.orchestrator.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.run.StoredOutputs;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.Cancellation;
import io.financeflow.orchestrator.task.ExternalJob;
import io.financeflow.orchestrator.task.LogSink;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.template.RunValues;
import io.financeflow.orchestrator.template.Template;
import io.financeflow.orchestrator.template.Values;
import io.financeflow.orchestrator.timetable.Slot;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What one attempt is given; values are read when they are first asked for. */
final class Attempt implements TaskContext {

  private final Claimed claimed;
  private final Jdbi jdbi;
  private final Clock clock;
  private final Surroundings surroundings;
  private final StopSignal stop;
  private final LogSink log;
  private @Nullable Map<String, Map<String, JsonElement>> outputs;
  private @Nullable Values values;

  Attempt(
      Claimed claimed,
      Jdbi jdbi,
      Clock clock,
      Surroundings surroundings,
      StopSignal stop,
      LogSink log) {
    this.claimed = claimed;
    this.jdbi = jdbi;
    this.clock = clock;
    this.surroundings = surroundings;
    this.stop = stop;
    this.log = log;
  }

  @Override
  public AttemptId attempt() {
    return claimed.attempt();
  }

  @Override
  public Slot slot() {
    return claimed.run().slot();
  }

  @Override
  public Map<String, String> arguments() {
    Map<String, String> templates = Map.of();
    if (claimed.task().kind() instanceof TaskKind.Pipeline pipeline) {
      templates = pipeline.arguments();
    } else if (claimed.task().kind() instanceof TaskKind.Java java) {
      templates = java.arguments();
    }
    Map<String, String> rendered = new TreeMap<>();
    templates.forEach(
        (name, template) -> rendered.put(name, Template.parse(template).render(values())));
    return Map.copyOf(rendered);
  }

  @Override
  public Map<String, JsonElement> params() {
    return claimed.run().paramValues();
  }

  @Override
  public Outputs outputs(String taskId) {
    return Outputs.of(stored().getOrDefault(taskId, Map.of()));
  }

  private synchronized Map<String, Map<String, JsonElement>> stored() {
    Map<String, Map<String, JsonElement>> known = outputs;
    if (known == null) {
      known = jdbi.withHandle(handle -> StoredOutputs.of(handle, claimed.execution()));
      outputs = known;
    }
    return known;
  }

  @Override
  public synchronized Values values() {
    Values known = values;
    if (known == null) {
      known = all();
      values = known;
    }
    return known;
  }

  private Values all() {
    AttemptId id = claimed.attempt();
    RunValues.Whose whose = new RunValues.Whose(id.dagId(), id.runId(), id.taskId(), id.number());
    Values all =
        RunValues.of(whose, slot(), params(), stored())
            .with("vars", surroundings.variables().get());
    if (claimed.item() == null) {
      return all;
    }
    return all.with(RunValues.ITEM, JsonParser.parseString(claimed.item()))
        .with(RunValues.MAP_INDEX, new JsonPrimitive(id.mapIndex()));
  }

  @Override
  public LogSink log() {
    return log;
  }

  @Override
  public Cancellation cancellation() {
    return stop;
  }

  @Override
  public ExternalJob externalJob() {
    return new StoredJob(jdbi, claimed, stop);
  }

  @Override
  public Clock clock() {
    return clock;
  }
}
