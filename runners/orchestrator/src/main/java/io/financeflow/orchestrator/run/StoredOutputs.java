package io.financeflow.orchestrator.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.schema.run.TaskInstanceTable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What the task instances of an execution gave. */
public final class StoredOutputs {

  private StoredOutputs() {}

  /**
   * The outputs by task; those of a mapped task are lists, in the order of its elements, of what
   * the elements gave under each key.
   */
  public static Map<String, Map<String, JsonElement>> of(Handle handle, long execution) {
    Map<String, Map<String, JsonElement>> all = new HashMap<>();
    handle
        .createQuery(TaskInstanceTable.OUTPUTS)
        .bind("id", execution)
        .map(
            (row, context) -> {
              JsonObject given = JsonParser.parseString(row.getString("outputs")).getAsJsonObject();
              Map<String, JsonElement> task =
                  all.computeIfAbsent(row.getString("task_id"), id -> new TreeMap<>());
              if (row.getInt("map_index") < 0) {
                task.putAll(given.asMap());
              } else {
                append(task, given);
              }
              return true;
            })
        .list();
    return all;
  }

  private static void append(Map<String, JsonElement> task, JsonObject given) {
    given
        .asMap()
        .forEach(
            (key, value) ->
                task.computeIfAbsent(key, k -> new JsonArray()).getAsJsonArray().add(value));
  }
}
