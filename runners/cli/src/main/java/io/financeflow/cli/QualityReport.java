package io.financeflow.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.TextTable;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionStatus;
import io.financeflow.schema.quality.QualityCheck;
import io.financeflow.schema.quality.QualityCheckTable;
import io.financeflow.schema.quality.QualityRule;
import io.financeflow.schema.quality.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a quality run found: the violations as a table and a summary line, or one JSON object.
 *
 * @param range dates checked
 * @param checks the results that now stand, of the rules asked for, in order of date
 * @param run the run that checked
 */
record QualityReport(DateRange range, List<QualityCheck> checks, RunReport run) {

  /**
   * How it is shown.
   *
   * @param json one JSON object, passed checks included
   * @param minSeverity nothing below is shown
   * @param strict warnings fail, too
   */
  record View(boolean json, Severity minSeverity, boolean strict) {}

  /** Reads the results that now stand. */
  static QualityReport read(
      Database database, DateRange range, Set<QualityRule> rules, RunReport run) {
    List<QualityCheck> checks =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(QualityCheckTable.SELECT)
                        .bind(0, range.from())
                        .bind(1, range.to())
                        .map((row, context) -> QualityCheckTable.read(row))
                        .list());
    return new QualityReport(
        range, checks.stream().filter(check -> rules.contains(check.rule())).toList(), run);
  }

  /** Prints it and returns the process's exit status. */
  int print(Console console, View view) {
    int exitCode = exitCode(view.strict()).code();
    List<QualityCheck> shown =
        checks.stream().filter(c -> c.severity().compareTo(view.minSeverity()) >= 0).toList();
    if (view.json()) {
      console.out().println(json(shown, exitCode));
      return exitCode;
    }
    table(console, shown.stream().filter(check -> !check.isPassed()).toList());
    run.entries().stream()
        .filter(entry -> entry.status() == IngestionStatus.NOT_READY)
        .forEach(entry -> console.err().println("error: " + entry.error()));
    console.out().println(summary());
    return exitCode;
  }

  private ExitCode exitCode(boolean strict) {
    if (count(Severity.ERROR) > 0 || (strict && count(Severity.WARNING) > 0)) {
      return ExitCode.BAD_INPUT;
    }
    return run.exitCode();
  }

  private long count(Severity severity) {
    return checks.stream().filter(c -> !c.isPassed() && c.severity() == severity).count();
  }

  private static void table(Console console, List<QualityCheck> violations) {
    if (violations.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable("session", "rule", "severity", "checked", "violations", "sample");
    for (QualityCheck check : violations) {
      table.row(
          check.tradingDate(),
          check.rule().ruleName(),
          check.severity(),
          check.counts().checked(),
          check.counts().violations(),
          check.sample());
    }
    console.out().print(table);
  }

  /** One line, also of the demo: how many checks were made and how many failed. */
  String summary() {
    long days = checks.stream().map(QualityCheck::tradingDate).distinct().count();
    long passed = checks.stream().filter(QualityCheck::isPassed).count();
    return String.format(
        Locale.ROOT,
        "quality: %,d checks of %,d sessions %s: %,d passed, %d info, %d warnings, %d errors in %.1f s",
        checks.size(),
        days,
        range,
        passed,
        count(Severity.INFO),
        count(Severity.WARNING),
        count(Severity.ERROR),
        run.seconds());
  }

  private JsonObject json(List<QualityCheck> shown, int exitCode) {
    JsonObject report = run.json();
    report.addProperty("exit_code", exitCode);
    report.addProperty("from", range.from().toString());
    report.addProperty("to", range.to().toString());
    report.addProperty("warnings", count(Severity.WARNING));
    report.addProperty("errors", count(Severity.ERROR));
    JsonArray array = new JsonArray();
    for (QualityCheck check : shown) {
      JsonObject object = new JsonObject();
      object.addProperty("session", check.tradingDate().toString());
      object.addProperty("rule", check.rule().ruleName());
      object.addProperty("severity", check.severity().name());
      object.addProperty("checked", check.counts().checked());
      object.addProperty("violations", check.counts().violations());
      object.addProperty("sample", check.sample());
      array.add(object);
    }
    report.add("checks", array);
    return report;
  }
}
