package io.financeflow.orchestrator.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.run.RunRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A start or an end of an execution, or of an attempt of a task in it.
 *
 * @param key names it among all
 * @param type {@code START}, {@code COMPLETE} or {@code FAIL}
 * @param task empty for the execution itself
 * @param done whether it was done, not skipped
 */
record LineageEvent(
    String key, Instant at, String type, Run run, Task task, boolean done, Failure failure) {

  private static final String PRODUCER = "urn:financeflow:orchestrator";
  private static final String SPEC = "https://openlineage.io/spec/";

  /**
   * The execution.
   *
   * @param name its id, with {@code #n} from the second on
   */
  record Run(
      long key,
      String dag,
      String name,
      String version,
      Instant queuedAt,
      Instant start,
      Instant end) {

    /** Another installation, or a DAG that was deleted and made again, gives another one. */
    private String identity() {
      return dag + "/" + name + "/" + queuedAt;
    }
  }

  record Task(String id, int mapIndex, int attempt) {}

  record Failure(String message, String detail) {}

  static LineageEvent read(ResultSet row) throws SQLException {
    return new LineageEvent(
        row.getString("event_key"),
        row.getTimestamp("at").toInstant(),
        row.getString("type"),
        new Run(
            row.getLong("execution_id"),
            row.getString("dag_id"),
            RunRow.execution(row.getString("run_id"), row.getInt("number")),
            row.getString("version"),
            row.getTimestamp("queued_at").toInstant(),
            row.getTimestamp("interval_start").toInstant(),
            row.getTimestamp("interval_end").toInstant()),
        new Task(row.getString("task_id"), row.getInt("map_index"), row.getInt("attempt")),
        row.getBoolean("done"),
        new Failure(row.getString("message"), row.getString("detail")));
  }

  boolean isOfTask() {
    return !task.id().isEmpty();
  }

  /**
   * In the format of OpenLineage 2-0-2.
   *
   * @param namespace of jobs and datasets
   * @param outputs the assets it renewed
   */
  String json(String namespace, List<String> outputs) {
    JsonObject event = new JsonObject();
    event.addProperty("eventTime", at.toString());
    event.addProperty("producer", PRODUCER);
    event.addProperty("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
    event.addProperty("eventType", type);
    event.add("run", runJson(namespace));
    event.add("job", name(namespace, run.dag() + (isOfTask() ? "." + task.id() : "")));
    event.add("inputs", new JsonArray());
    JsonArray datasets = new JsonArray();
    outputs.forEach(asset -> datasets.add(name(namespace, asset)));
    event.add("outputs", datasets);
    return event.toString();
  }

  private JsonObject runJson(String namespace) {
    JsonObject facets = new JsonObject();
    JsonObject time = facet("1-0-1", "NominalTimeRunFacet");
    time.addProperty("nominalStartTime", run.start().toString());
    time.addProperty("nominalEndTime", run.end().toString());
    facets.add("nominalTime", time);
    JsonObject json = new JsonObject();
    json.addProperty("runId", id(run.identity()));
    if (isOfTask()) {
      JsonObject parent = facet("1-2-0", "ParentRunFacet");
      parent.add("run", json.deepCopy());
      parent.add("job", name(namespace, run.dag()));
      facets.add("parent", parent);
      String attempt = task.id() + "/" + task.mapIndex() + "/" + task.attempt();
      json.addProperty("runId", id(run.identity() + "/" + attempt));
    }
    if (type.equals("FAIL")) {
      JsonObject facet = facet("1-0-1", "ErrorMessageRunFacet");
      facet.addProperty("message", failure.message());
      facet.addProperty("programmingLanguage", "JAVA");
      if (!failure.detail().isEmpty()) {
        facet.addProperty("stackTrace", failure.detail());
      }
      facets.add("errorMessage", facet);
    }
    json.add("facets", facets);
    return json;
  }

  private static JsonObject facet(String version, String name) {
    JsonObject facet = new JsonObject();
    facet.addProperty("_producer", PRODUCER);
    facet.addProperty(
        "_schemaURL", SPEC + "facets/" + version + "/" + name + ".json#/$defs/" + name);
    return facet;
  }

  private static JsonObject name(String namespace, String name) {
    JsonObject json = new JsonObject();
    json.addProperty("namespace", namespace);
    json.addProperty("name", name);
    return json;
  }

  private static String id(String identity) {
    return UUID.nameUUIDFromBytes(identity.getBytes(UTF_8)).toString();
  }
}
