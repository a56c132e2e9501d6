package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.pipelines.ingest.ReferenceList;
import io.financeflow.schema.market.IngestionStatus;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The end of a run: one summary line and every distinct error, or one JSON object.
 *
 * @param command what ran, as the user calls it
 * @param runId the run
 * @param entries what it logged
 * @param seconds its wall time
 * @param isDetached true when it was only submitted to a cluster: nothing is known of its end
 */
public record RunReport(
    String command, UUID runId, List<RunLog.Entry> entries, double seconds, boolean isDetached) {
  private static final int MOST_ERRORS = 5;
  private static final Set<String> LISTS =
      Arrays.stream(ReferenceList.values())
          .map(ReferenceList::dataset)
          .collect(Collectors.toUnmodifiableSet());

  RunReport(String command, UUID runId, List<RunLog.Entry> entries, double seconds) {
    this(command, runId, entries, seconds, false);
  }

  /** Returns the report of a run that goes on without us. */
  static RunReport detached(String command, UUID runId) {
    return new RunReport(command, runId, List.of(), 0, true);
  }

  /** Returns the exit code: that of the worst attempt, 0 without attempts. */
  public ExitCode exitCode() {
    IngestionStatus worst =
        entries.stream()
            .map(RunLog.Entry::status)
            .max(IngestionStatus::compareTo)
            .orElse(IngestionStatus.DONE);
    return ExitCode.of(worst);
  }

  /** Figures of all attempts together; reference lists are no sessions. */
  Totals totals() {
    return new Totals(
        count(entry -> entry.status() == IngestionStatus.DONE && !LISTS.contains(entry.dataset())),
        count(entry -> entry.status() == IngestionStatus.NOT_READY),
        sum(RunLog.Figures::rows),
        sum(RunLog.Figures::changed),
        sum(RunLog.Figures::rejected));
  }

  /** See {@link #totals}. */
  record Totals(long sessions, long notReady, long rows, long changed, long rejected) {}

  private long count(Predicate<RunLog.Entry> which) {
    return entries.stream().filter(which).count();
  }

  /** Prints the report and returns the process's exit status. */
  int print(Console console, boolean json) {
    if (json) {
      console.out().println(json());
      return exitCode().code();
    }
    if (isDetached) {
      console.out().println(command + ": submitted; see ./financeflow flink attach " + runId);
      return exitCode().code();
    }
    List<RunLog.Entry> failed = entries.stream().filter(e -> e.error() != null).toList();
    failed.stream()
        .limit(MOST_ERRORS)
        .forEach(
            entry -> console.err().println("error: " + entry.dataset() + ": " + entry.error()));
    if (failed.size() > MOST_ERRORS) {
      console
          .err()
          .println("error: " + (failed.size() - MOST_ERRORS) + " more; see table ingestion_logs");
    }
    console.out().println(summary());
    return exitCode().code();
  }

  private String summary() {
    Map<IngestionStatus, Integer> counts = new EnumMap<>(IngestionStatus.class);
    entries.forEach(entry -> counts.merge(entry.status(), 1, Integer::sum));
    StringBuilder states = new StringBuilder();
    counts.forEach(
        (status, count) -> states.append(", ").append(count).append(' ').append(words(status)));
    return String.format(
        Locale.ROOT,
        "%s: %,d rows, %,d changed, %,d rejected%s in %.1f s",
        command,
        sum(RunLog.Figures::rows),
        sum(RunLog.Figures::changed),
        sum(RunLog.Figures::rejected),
        states,
        seconds);
  }

  private long sum(ToLongFunction<RunLog.Figures> figure) {
    return entries.stream().map(RunLog.Entry::figures).mapToLong(figure).sum();
  }

  private static String words(IngestionStatus status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the report as one JSON object. */
  JsonObject json() {
    JsonArray attempts = new JsonArray();
    entries.forEach(entry -> attempts.add(entry.json()));
    JsonObject report = new JsonObject();
    report.addProperty("command", command);
    report.addProperty("run_id", runId.toString());
    report.addProperty("exit_code", exitCode().code());
    report.addProperty("seconds", seconds);
    Totals totals = totals();
    report.addProperty("sessions", totals.sessions());
    report.addProperty("not_ready", totals.notReady());
    report.addProperty("rows", totals.rows());
    report.addProperty("changed", totals.changed());
    report.addProperty("rejected", totals.rejected());
    if (isDetached) {
      report.addProperty("detached", true);
    }
    report.add("attempts", attempts);
    return report;
  }
}
