package io.financeflow.cli.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.Cancellation;
import io.financeflow.orchestrator.task.ExternalJob;
import io.financeflow.orchestrator.task.LogSink;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.template.RunValues;
import io.financeflow.orchestrator.template.Template;
import io.financeflow.orchestrator.template.TemplateError;
import io.financeflow.orchestrator.template.Values;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.orchestrator.yaml.DagDocument;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A task for itself: no run, no tasks before it that gave anything, nothing stored.
 *
 * @param params of the DAG, by name
 * @param variables what templates call {@code vars}
 * @param log where its log goes
 */
record LoneTask(
    Dag dag,
    TaskSpec task,
    Slot slot,
    Map<String, JsonElement> params,
    JsonObject variables,
    LogSink log,
    Clock clock)
    implements TaskContext {

  /**
   * Finds a task.
   *
   * @throws NoSuchThing when the DAG has none of this id
   */
  static TaskSpec named(Dag dag, String id) {
    return dag.task(id)
        .orElseThrow(
            () ->
                NoSuchThing.of(
                    "task of " + dag.id(), id, dag.tasks().stream().map(TaskSpec::id).toList()));
  }

  /** The slot of a run by hand. */
  static Slot slot(Dag dag, Instant at) {
    return dag.plan().schedule().timetable().manual(at);
  }

  /** What it does, as in YAML, with its templates rendered; what cannot be stays as it is. */
  JsonElement rendered(Consumer<String> complain) {
    JsonObject document = JsonParser.parseString(DagDocument.write(dag)).getAsJsonObject();
    return render(document.getAsJsonObject("tasks").get(task.id()), complain);
  }

  private JsonElement render(JsonElement value, Consumer<String> complain) {
    if (value.isJsonObject()) {
      JsonObject object = new JsonObject();
      value.getAsJsonObject().asMap().forEach((k, v) -> object.add(k, render(v, complain)));
      return object;
    }
    if (value.isJsonArray()) {
      JsonArray array = new JsonArray();
      value.getAsJsonArray().forEach(v -> array.add(render(v, complain)));
      return array;
    }
    boolean text = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    if (!text || !value.getAsString().contains("{{")) {
      return value;
    }
    try {
      return new JsonPrimitive(Template.parse(value.getAsString()).render(values()));
    } catch (TemplateError unknown) {
      complain.accept(value.getAsString() + ": " + unknown.getMessage());
      return value;
    }
  }

  @Override
  public AttemptId attempt() {
    return new AttemptId(
        dag.id(), "test__" + slot.logicalDate(), task.id(), mapIndex(), 1, new UUID(0, 0));
  }

  private int mapIndex() {
    return task.isMapped() ? 0 : AttemptId.NOT_MAPPED;
  }

  @Override
  public Map<String, String> arguments() {
    Map<String, String> templates = Map.of();
    if (task.kind() instanceof TaskKind.Pipeline pipeline) {
      templates = pipeline.arguments();
    } else if (task.kind() instanceof TaskKind.Java java) {
      templates = java.arguments();
    }
    Map<String, String> rendered = new TreeMap<>();
    templates.forEach((name, text) -> rendered.put(name, Template.parse(text).render(values())));
    return Map.copyOf(rendered);
  }

  @Override
  public Outputs outputs(String taskId) {
    return Outputs.NONE;
  }

  @Override
  public Values values() {
    RunValues.Whose whose =
        new RunValues.Whose(dag.id(), attempt().runId(), task.id(), attempt().number());
    Values values = RunValues.of(whose, slot, params, Map.of()).with("vars", variables);
    JsonElement item = firstItem();
    return item == null
        ? values
        : values.with(RunValues.ITEM, item).with(RunValues.MAP_INDEX, new JsonPrimitive(0));
  }

  /** The first element of a list that is written down. */
  private @Nullable JsonElement firstItem() {
    return task.mapping() instanceof io.financeflow.orchestrator.dag.Mapping.Over over
            && !over.items().isEmpty()
        ? over.items().get(0)
        : null;
  }

  @Override
  public Cancellation cancellation() {
    return new Cancellation() {
      @Override
      public boolean requested() {
        return false;
      }

      @Override
      public void whenRequested(Runnable action) {
        // An interrupt ends the whole process.
      }
    };
  }

  @Override
  public ExternalJob externalJob() {
    return new ExternalJob() {
      @Override
      public Optional<String> id() {
        return Optional.empty();
      }

      @Override
      public void store(String id) {
        log.line("job " + id);
      }

      @Override
      public void clear() {
        // Nothing is stored.
      }

      @Override
      public boolean goesOnElsewhere() {
        return false;
      }
    };
  }
}
