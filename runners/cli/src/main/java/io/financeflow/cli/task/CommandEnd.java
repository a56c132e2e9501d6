package io.financeflow.cli.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * How a command ended.
 *
 * @param exitCode of the process, or as if it were one
 * @param out what it wrote to standard output: its report, one JSON object, or nothing
 * @param tail the end of its log
 */
record CommandEnd(int exitCode, String out, LogTail tail) {
  private static final List<String> FIGURES =
      List.of("rows", "changed", "rejected", "sessions", "not_ready");
  private static final List<String> OTHER_OUTPUTS =
      List.of("seconds", "run_id", "warnings", "errors", "scored", "alarms", "promoted");

  /** Done with the figures of the report, or failed with the class of the exit code. */
  TaskOutcome outcome() {
    return outcome(Map.of());
  }

  /** The same with more outputs. */
  TaskOutcome outcome(Map<String, JsonElement> more) {
    if (exitCode != ExitCode.DONE.code()) {
      return new TaskOutcome.Failed(error(), message(), tail.text());
    }
    Map<String, JsonElement> outputs = new TreeMap<>(more);
    JsonObject report = report();
    FIGURES.forEach(
        name -> outputs.put(name, report.has(name) ? report.get(name) : new JsonPrimitive(0)));
    OTHER_OUTPUTS.stream().filter(report::has).forEach(name -> outputs.put(name, report.get(name)));
    return new TaskOutcome.Done(Outputs.of(outputs));
  }

  private ErrorClass error() {
    return exitCode == ExitCode.USAGE.code()
        ? ErrorClass.BAD_INPUT
        : ExitStatus.errorClass(exitCode);
  }

  /** The first attempt that ended like the whole, else the command's last words. */
  private String message() {
    List<JsonObject> failed = failedAttempts();
    if (failed.isEmpty()) {
      return tail.lastWords()
          .or(this::findings)
          .orElse("the command ended with exit code " + exitCode);
    }
    JsonObject first = failed.get(0);
    return first.get("dataset").getAsString()
        + " "
        + first.get("date").getAsString()
        + ": "
        + first.get("error").getAsString()
        + (failed.size() > 1 ? " (and " + (failed.size() - 1) + " more)" : "");
  }

  /** Warnings of a strict check fail no session. */
  private Optional<String> findings() {
    JsonObject report = report();
    return Optional.ofNullable(report.get("warnings"))
        .map(
            warnings ->
                warnings
                    + " warnings and "
                    + report.get("errors")
                    + " errors: see ./financeflow quality with the same dates");
  }

  private List<JsonObject> failedAttempts() {
    JsonElement attempts = report().get("attempts");
    if (attempts == null) {
      return List.of();
    }
    return StreamSupport.stream(attempts.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(attempt -> !attempt.get("error").isJsonNull() && isOfOurClass(attempt))
        .toList();
  }

  private boolean isOfOurClass(JsonObject attempt) {
    String status = attempt.get("status").getAsString();
    return status.equals(
        exitCode == ExitCode.FAILED.code() ? "FAILED" : ExitStatus.errorClass(exitCode).name());
  }

  private JsonObject report() {
    try {
      return out.isBlank() ? new JsonObject() : JsonParser.parseString(out).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException noReport) {
      return new JsonObject();
    }
  }
}
