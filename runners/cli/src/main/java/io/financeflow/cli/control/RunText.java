package io.financeflow.cli.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.cli.output.TextTable;
import io.financeflow.orchestrator.control.RunDetail;
import io.financeflow.orchestrator.control.RunLine;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run with its tasks, as text and as JSON. */
final class RunText {

  private RunText() {}

  static JsonObject json(RunDetail detail, Instant now) {
    JsonObject json = Shown.run(detail.run(), now);
    json.add("params", JsonParser.parseString(detail.run().params()));
    JsonArray tasks = new JsonArray();
    for (RunDetail.Task task : detail.tasks()) {
      JsonObject one = new JsonObject();
      one.addProperty("task", task.id());
      one.addProperty("map_index", task.mapIndex());
      one.addProperty("state", task.state().text());
      one.addProperty("reason", task.reason());
      one.addProperty("attempt", task.attempt());
      one.addProperty("pool", task.pool());
      one.addProperty("queued", Shown.time(task.queued()));
      one.addProperty("started", Shown.time(task.started()));
      one.addProperty("ended", Shown.time(task.ended()));
      one.addProperty("duration", Shown.duration(task.duration(now)));
      String outputs = task.outputs();
      one.add("outputs", outputs == null ? JsonNull.INSTANCE : JsonParser.parseString(outputs));
      tasks.add(one);
    }
    json.add("tasks", tasks);
    json.add("attempts", attempts(detail));
    return json;
  }

  private static JsonArray attempts(RunDetail detail) {
    JsonArray attempts = new JsonArray();
    for (RunDetail.Attempt attempt : detail.attempts()) {
      JsonObject one = new JsonObject();
      one.addProperty("task", attempt.task());
      one.addProperty("map_index", attempt.mapIndex());
      one.addProperty("number", attempt.number());
      one.addProperty("outcome", attempt.outcome());
      one.addProperty("error", attempt.error());
      one.addProperty("message", attempt.message());
      one.addProperty("worker", attempt.worker());
      one.addProperty("started", Shown.time(attempt.started()));
      one.addProperty("ended", Shown.time(attempt.ended()));
      attempts.add(one);
    }
    return attempts;
  }

  /** A line about the run, and a table of its tasks. */
  static String table(RunDetail detail, Instant now) {
    RunLine run = detail.run();
    StringBuilder text = new StringBuilder();
    text.append(run.dag() + " " + run.name() + " is " + run.execution().state().text());
    if (!run.execution().reason().isEmpty()) {
      text.append(": ").append(run.execution().reason());
    }
    text.append("\ndates ").append(run.dates().from()).append(" to ").append(run.dates().to());
    text.append(", due ").append(Shown.time(run.execution().times().due()));
    text.append(", took ").append(orNone(Shown.duration(run.execution().times().duration(now))));
    text.append("\n\n");
    if (detail.tasks().isEmpty()) {
      return text.append("its tasks were not looked at yet: ./financeflow runs why ")
          .append(run.dag() + " " + run.run() + "\n")
          .toString();
    }
    TextTable table = new TextTable("task", "state", "attempt", "took", "reason");
    for (RunDetail.Task task : detail.tasks()) {
      table.row(
          task.label(),
          task.state().text(),
          task.attempt(),
          Objects.requireNonNullElse(Shown.duration(task.duration(now)), ""),
          task.reason());
    }
    return text.append(table).toString();
  }

  private static String orNone(@Nullable String text) {
    return text == null ? "no time yet" : text;
  }
}
