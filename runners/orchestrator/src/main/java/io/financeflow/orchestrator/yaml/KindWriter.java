package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskKind.Approval.Unanswered;
import io.financeflow.orchestrator.dag.TaskKind.PipelineMode;
import io.financeflow.orchestrator.dag.Waiting;
import io.financeflow.orchestrator.timetable.Durations;

/** Writes what {@link KindReader} reads. */
final class KindWriter {

  private KindWriter() {}

  /** The field that says what a task does. */
  static void write(TaskKind kind, Json task) {
    Json json = new Json();
    String name = fields(kind, json);
    task.put(name, json.build());
  }

  private static String fields(TaskKind kind, Json json) {
    if (kind instanceof TaskKind.Pipeline pipeline) {
      json.text("name", pipeline.name())
          .word("run", pipeline.mode(), PipelineMode.DIRECT)
          .map("args", pipeline.arguments());
      return "pipeline";
    }
    if (kind instanceof TaskKind.Java java) {
      json.text("name", java.name()).map("args", java.arguments());
      return "java";
    }
    if (kind instanceof TaskKind.Sql sql) {
      json.text("connection", sql.connection()).text("statement", sql.statement());
      return "sql";
    }
    if (kind instanceof TaskKind.Shell shell) {
      json.list("command", shell.command().stream().map(JsonPrimitive::new).toList())
          .map("env", shell.environment());
      return "shell";
    }
    return kind instanceof TaskKind.HttpSensor
            || kind instanceof TaskKind.SqlSensor
            || kind instanceof TaskKind.CalendarSensor
        ? sensor(kind, json)
        : decision(kind, json);
  }

  private static String sensor(TaskKind kind, Json json) {
    if (kind instanceof TaskKind.HttpSensor http) {
      json.text("url", http.url())
          .number("status", http.status(), 200)
          .text("contains", http.contains(), "");
      waiting(http.waiting(), json);
      return "http_sensor";
    }
    if (kind instanceof TaskKind.SqlSensor sql) {
      json.text("connection", sql.connection()).text("query", sql.query());
      waiting(sql.waiting(), json);
      return "sql_sensor";
    }
    TaskKind.CalendarSensor calendar = (TaskKind.CalendarSensor) kind;
    json.text("exchange", Json.word(calendar.until().exchange()))
        .text("until", calendar.until().text());
    return "calendar_sensor";
  }

  private static String decision(TaskKind kind, Json json) {
    if (kind instanceof TaskKind.Branch branch) {
      Json cases = new Json();
      branch
          .cases()
          .forEach(
              (value, tasks) ->
                  cases.put(value, Json.array(tasks.stream().map(JsonPrimitive::new).toList())));
      json.text("on", branch.on()).object("cases", cases).texts("otherwise", branch.otherwise());
      return "branch";
    }
    if (kind instanceof TaskKind.ShortCircuit circuit) {
      json.text("condition", circuit.condition());
      return "short_circuit";
    }
    if (kind instanceof TaskKind.Approval approval) {
      json.text("question", approval.question())
          .text("timeout", Durations.text(approval.timeout()))
          .word("unanswered", approval.unanswered(), Unanswered.FAIL);
      return "approval";
    }
    return "empty";
  }

  private static void waiting(Waiting waiting, Json json) {
    json.length("every", waiting.every(), Waiting.USUAL.every())
        .length("timeout", waiting.timeout(), Waiting.USUAL.timeout());
    if (waiting.skipWhenLate()) {
      json.put("skip_when_late", new JsonPrimitive(true));
    }
  }
}
