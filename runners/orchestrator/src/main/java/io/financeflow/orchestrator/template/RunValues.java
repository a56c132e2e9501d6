package io.financeflow.orchestrator.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.timetable.Slot;
import java.util.Map;
import java.util.Set;

/**
 * The values every task instance has, and their names.
 *
 * <p>Names of groups nest: the outputs of the task {@code load.bars} are {@code
 * outputs.load.bars.<key>}.
 */
public final class RunValues {

  /** Names that stand for a text each. */
  public static final Set<String> TEXTS =
      Set.of(
          "dag_id",
          "run_id",
          "task_id",
          "attempt",
          "ds",
          "ds_from",
          "ds_to",
          "logical_date",
          "data_interval_start",
          "data_interval_end",
          "run_after");

  /** Declared parameters: {@code params.x}. */
  public static final String PARAMS = "params";

  /** What earlier tasks gave: {@code outputs.task.key}. */
  public static final String OUTPUTS = "outputs";

  /**
   * Stored variables: {@code vars.x}. Not among the values of {@link #of}: {@link Values#with} adds
   * them.
   */
  public static final String VARS = "vars";

  /** The element of a mapped task. */
  public static final String ITEM = "item";

  /** The position of that element, from 0. */
  public static final String MAP_INDEX = "map_index";

  private RunValues() {}

  /**
   * Whose values.
   *
   * @param attempt from 1
   */
  public record Whose(String dagId, String runId, String taskId, int attempt) {}

  /**
   * All values of a task instance that is not mapped; {@link Values#with} adds {@link #VARS},
   * {@link #ITEM} and {@link #MAP_INDEX}.
   *
   * @param slot gives dates and interval; {@code ds} is the last of its dates
   * @param params every declared parameter
   * @param outputs by id of the task; an id with dots nests
   */
  public static Values of(
      Whose whose,
      Slot slot,
      Map<String, JsonElement> params,
      Map<String, Map<String, JsonElement>> outputs) {
    JsonObject root = new JsonObject();
    root.addProperty("dag_id", whose.dagId());
    root.addProperty("run_id", whose.runId());
    root.addProperty("task_id", whose.taskId());
    root.addProperty("attempt", whose.attempt());
    root.addProperty("ds", slot.dates().to().toString());
    root.addProperty("ds_from", slot.dates().from().toString());
    root.addProperty("ds_to", slot.dates().to().toString());
    root.addProperty("logical_date", slot.logicalDate().toString());
    root.addProperty("data_interval_start", slot.interval().start().toString());
    root.addProperty("data_interval_end", slot.interval().end().toString());
    root.addProperty("run_after", slot.runAfter().toString());
    root.add(PARAMS, object(params));
    JsonObject all = new JsonObject();
    outputs.forEach((task, values) -> nest(all, task, object(values)));
    root.add(OUTPUTS, all);
    return Values.of(root);
  }

  private static void nest(JsonObject root, String task, JsonObject values) {
    JsonObject at = root;
    for (String name : task.split("\\.", -1)) {
      if (!at.has(name)) {
        at.add(name, new JsonObject());
      }
      at = at.getAsJsonObject(name);
    }
    for (Map.Entry<String, JsonElement> value : values.entrySet()) {
      at.add(value.getKey(), value.getValue());
    }
  }

  private static JsonObject object(Map<String, JsonElement> values) {
    JsonObject object = new JsonObject();
    values.forEach((name, value) -> object.add(name, value.deepCopy()));
    return object;
  }
}
