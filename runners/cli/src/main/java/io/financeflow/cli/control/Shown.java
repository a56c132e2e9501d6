package io.financeflow.cli.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.control.Obstacle;
import io.financeflow.orchestrator.control.RunLine;
import io.financeflow.orchestrator.control.Why;
import io.financeflow.orchestrator.timetable.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Instants, durations and answers as commands show them. */
final class Shown {

  private Shown() {}

  /** To the second; null stays null. */
  static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** {@code 1m4s}, of less than a minute with milliseconds; null stays null. */
  static @Nullable String duration(@Nullable Duration length) {
    if (length == null) {
      return null;
    }
    Duration shown = length.isNegative() ? Duration.ZERO : length;
    return Durations.text(
        shown.truncatedTo(shown.toMinutes() > 0 ? ChronoUnit.SECONDS : ChronoUnit.MILLIS));
  }

  static JsonArray array(Collection<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  static JsonObject run(RunLine run, Instant now) {
    RunLine.Execution execution = run.execution();
    RunLine.Times times = execution.times();
    JsonObject json = new JsonObject();
    json.addProperty("dag", run.dag());
    json.addProperty("run", run.run());
    json.addProperty("execution", run.name());
    json.addProperty("state", execution.state().text());
    json.addProperty("reason", execution.reason());
    json.addProperty("kind", run.kind());
    json.addProperty("cause", execution.cause());
    json.addProperty("from", run.dates().from().toString());
    json.addProperty("to", run.dates().to().toString());
    json.addProperty("version", execution.version());
    json.addProperty("backfill", execution.backfill());
    json.addProperty("due", time(times.due()));
    json.addProperty("started", time(times.started()));
    json.addProperty("ended", time(times.ended()));
    json.addProperty("duration", duration(times.duration(now)));
    json.addProperty("asked_by", execution.askedBy());
    json.addProperty("note", run.note());
    return json;
  }

  static JsonObject answer(Why.Answer answer) {
    JsonObject json = new JsonObject();
    json.addProperty("subject", answer.subject());
    json.addProperty("state", answer.state());
    json.addProperty("reason", answer.reason());
    JsonArray obstacles = new JsonArray();
    for (Obstacle obstacle : answer.obstacles()) {
      JsonObject one = new JsonObject();
      one.addProperty("condition", obstacle.condition().text());
      one.addProperty("text", obstacle.text());
      one.add("held_by", array(obstacle.heldBy()));
      one.addProperty("until", obstacle.until() == null ? null : obstacle.until().toString());
      obstacles.add(one);
    }
    json.add("obstacles", obstacles);
    return json;
  }

  /** {@code load is none}, and a line for each condition. */
  static String text(Why.Answer answer) {
    StringBuilder text = new StringBuilder(answer.subject()).append(" is ").append(answer.state());
    if (!answer.reason().isEmpty()) {
      text.append(": ").append(answer.reason());
    }
    text.append('\n');
    for (Obstacle obstacle : answer.obstacles()) {
      text.append("  ").append(obstacle.text()).append('\n');
      obstacle.heldBy().forEach(holder -> text.append("    ").append(holder).append('\n'));
    }
    if (answer.obstacles().isEmpty() && isWaiting(answer.state())) {
      text.append("  nothing is in its way: a scheduler moves it at its next look\n");
    }
    return text.toString();
  }

  private static boolean isWaiting(String state) {
    return switch (state) {
      case "running", "success", "failed", "skipped", "upstream_failed", "removed" -> false;
      default -> true;
    };
  }
}
