package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.TextTable;
import io.financeflow.pipelines.backfill.BackfillPlan;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.IngestionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a backfill says: its plan, or what came of it and what it left undone. */
final class BackfillReport {
  private static final DateTimeFormatter NEW_YORK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
          .withZone(TradingCalendar.nyse().zone());

  private final String command;
  private final BackfillPlan plan;
  private final Console console;
  private final boolean json;

  BackfillReport(String command, BackfillPlan plan, Console console, boolean json) {
    this.command = command;
    this.plan = plan;
    this.console = console;
    this.json = json;
  }

  /**
   * What a plan costs at the vendor.
   *
   * @param requests at least so many: a reference list may have several pages
   * @param perMinute the rate limit; 0 for none
   * @param now when it would begin
   */
  record Cost(int requests, int perMinute, Instant now) {
    static Cost none(Instant now) {
      return new Cost(0, 0, now);
    }

    /** The first requests of a minute do not wait. */
    Duration waits() {
      return perMinute == 0
          ? Duration.ZERO
          : Duration.ofMinutes(Math.max(0, (requests - 1) / perMinute));
    }
  }

  /** Prints the plan. */
  int dryRun(Cost cost) {
    int runs = plan.sessions().size();
    if (json) {
      console.out().println(json(cost));
      return ExitCode.DONE.code();
    }
    TextTable table = new TextTable("session", "would", "because");
    for (BackfillPlan.Step step : plan.steps()) {
      table.row(step.state().session(), step.runs() ? "run" : "skip", step.reason());
    }
    console.out().print(table);
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %d sessions would run, %d are skipped; at least %d requests%s%n",
            command,
            runs,
            plan.steps().size() - runs,
            cost.requests(),
            end(cost));
    return ExitCode.DONE.code();
  }

  private static String end(Cost cost) {
    if (cost.perMinute() == 0 || cost.requests() == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        " at %d a minute: %d min of waiting, the end not before %s in New York",
        cost.perMinute(),
        cost.waits().toMinutes(),
        NEW_YORK.format(cost.now().plus(cost.waits())));
  }

  private JsonObject json(Cost cost) {
    JsonArray steps = new JsonArray();
    for (BackfillPlan.Step step : plan.steps()) {
      JsonObject one = new JsonObject();
      one.addProperty("session", step.state().session().toString());
      one.addProperty("runs", step.runs());
      one.addProperty("reason", step.reason());
      steps.add(one);
    }
    JsonObject report = new JsonObject();
    report.addProperty("command", command);
    report.addProperty("dry_run", true);
    report.addProperty("requests", cost.requests());
    report.addProperty("estimated_end", cost.now().plus(cost.waits()).toString());
    report.add("sessions", steps);
    return report;
  }

  /** Says that no session has to run. */
  int nothingToDo() {
    if (json) {
      JsonObject report = new JsonObject();
      report.addProperty("command", command);
      report.addProperty("exit_code", leftCode().code());
      report.add("attempts", new JsonArray());
      console.out().println(report);
    } else {
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s: nothing to do, all %d sessions are skipped%n",
              command,
              plan.steps().size());
    }
    tellLeft();
    return leftCode().code();
  }

  /** Prints what came of the run and what it left undone. */
  int after(RunReport run) {
    int code = run.print(console, json);
    tellLeft();
    return code == ExitCode.DONE.code() ? leftCode().code() : code;
  }

  private void tellLeft() {
    int left = plan.leftUndone().size();
    if (left > 0) {
      console
          .err()
          .printf(
              Locale.ROOT,
              "note: %d sessions are left as they are though not done (first: %s, %s); %s%n",
              left,
              plan.leftUndone().get(0).state().session(),
              plan.leftUndone().get(0).reason(),
              remedy());
    }
  }

  private static IngestionStatus status(BackfillPlan.Step step) {
    IngestionStatus last = step.state().last();
    if (last == null) {
      return IngestionStatus.NOT_READY;
    }
    return step.state().broken() == null ? last : IngestionStatus.BAD_INPUT;
  }

  private String remedy() {
    return plan.leftUndone().get(0).state().last() == null
        ? "load them with ./financeflow backfill ingest first"
        : "--reprocess failed tries them again";
  }

  private ExitCode leftCode() {
    return plan.leftUndone().stream()
        .map(BackfillReport::status)
        .max(IngestionStatus::compareTo)
        .map(ExitCode::of)
        .orElse(ExitCode.DONE);
  }
}
