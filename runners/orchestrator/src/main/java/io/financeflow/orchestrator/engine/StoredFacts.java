package io.financeflow.orchestrator.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.run.StoredOutputs;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.template.RunValues;
import io.financeflow.orchestrator.template.Values;
import io.financeflow.schema.run.ExecutionTable;
import io.financeflow.schema.run.TaskInstanceTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Facts about an execution, read from the database on first need; within one transaction. */
final class StoredFacts implements RunFacts {

  private final Handle handle;
  private final long execution;
  private @Nullable RunRow run;
  private @Nullable Map<String, Map<String, JsonElement>> outputs;
  private @Nullable Map<String, List<TaskState>> before;

  StoredFacts(Handle handle, long execution) {
    this.handle = handle;
    this.execution = execution;
  }

  /** The run of the execution. */
  RunRow run() {
    RunRow known = run;
    if (known == null) {
      known =
          handle
              .createQuery(ExecutionTable.WITH_RUN)
              .bindArray("ids", Long.class, List.of(execution))
              .map((row, context) -> RunRow.read(row))
              .one();
      run = known;
    }
    return known;
  }

  @Override
  public LocalDate date() {
    return run().slot().dates().to();
  }

  @Override
  public Values values(String task, int mapIndex) {
    RunRow row = run();
    RunValues.Whose whose = new RunValues.Whose(row.dag(), row.execution(), task, 1);
    Values values = RunValues.of(whose, row.slot(), row.paramValues(), outputs());
    if (mapIndex < 0) {
      return values;
    }
    return values
        .with(RunValues.MAP_INDEX, new JsonPrimitive(mapIndex))
        .with(RunValues.ITEM, item(task, mapIndex));
  }

  private JsonElement item(String task, int mapIndex) {
    String text =
        handle
            .createQuery(TaskInstanceTable.ITEM)
            .bind("id", execution)
            .bind("task", task)
            .bind("map_index", mapIndex)
            .mapTo(String.class)
            .one();
    return JsonParser.parseString(text);
  }

  @Override
  public Optional<List<JsonElement>> list(String task, String key) {
    JsonElement value = outputs().getOrDefault(task, Map.of()).get(key);
    return value != null && value.isJsonArray()
        ? Optional.of(value.getAsJsonArray().asList())
        : Optional.empty();
  }

  private Map<String, Map<String, JsonElement>> outputs() {
    Map<String, Map<String, JsonElement>> known = outputs;
    if (known == null) {
      known = StoredOutputs.of(handle, execution);
      outputs = known;
    }
    return known;
  }

  @Override
  public List<TaskState> before(String task) {
    Map<String, List<TaskState>> known = before;
    if (known == null) {
      known = readBefore();
      before = known;
    }
    return known.getOrDefault(task, List.of());
  }

  private Map<String, List<TaskState>> readBefore() {
    Map<String, List<TaskState>> states = new HashMap<>();
    handle
        .createQuery(TaskInstanceTable.BEFORE)
        .bind("id", execution)
        .map(
            (row, context) ->
                states
                    .computeIfAbsent(row.getString("task_id"), id -> new ArrayList<>())
                    .add(TaskState.valueOf(row.getString("state"))))
        .list();
    return states;
  }
}
