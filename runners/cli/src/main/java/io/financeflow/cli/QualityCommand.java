package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.quality.Publication;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.quality.CoverageSql;
import io.financeflow.schema.quality.QualityRule;
import io.financeflow.schema.quality.Severity;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quality}: checks stored sessions, or says what is missing and how to repair it. */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description = {
      "Hold stored sessions against the quality rules and keep the results: an ERROR keeps a session"
          + " from being complete.",
      "Without dates: the last stored session and those due since (with --missing: all).",
      "Exit code 20 when a rule is broken with ERROR; with --missing 10 when a session lacks."
    })
final class QualityCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = {"--date", "--from"},
      paramLabel = "DATE",
      description = "Session, or first date of a range: yyyy-mm-dd.")
  private @Nullable LocalDate date;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last date of the range, included; the same date when left out.")
  private @Nullable LocalDate to;

  @Mixin private RunFlags run = new RunFlags();

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      arity = "1..*",
      converter = RuleConverter.class,
      completionCandidates = RuleConverter.Names.class,
      description = "Check only these rules: ${COMPLETION-CANDIDATES}.")
  private List<QualityRule> rules = List.of();

  @Option(
      names = "--min-severity",
      defaultValue = "INFO",
      description = "Show nothing below: ${COMPLETION-CANDIDATES} (default: INFO).")
  private Severity minSeverity = Severity.INFO;

  @Option(names = "--strict", description = "End with exit code 20 on warnings, too.")
  private boolean strict;

  @Option(
      names = "--missing",
      description =
          "Check nothing: say what is missing or broken, and the command that repairs it.")
  private boolean missing;

  QualityCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (to != null && date == null) {
      throw new Failure.Usage("--to " + to + " needs --from DATE");
    }
    Optional<DateRange> asked =
        Optional.ofNullable(date).map(from -> RangeFlags.range(from, to, environment.clock()));
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      Optional<DateRange> range = asked.or(() -> stored(database));
      if (range.isEmpty()) {
        environment
            .console()
            .out()
            .println(
                run.json()
                    ? "{}"
                    : "nothing stored yet: run ./financeflow demo, or ./financeflow ingest --help");
        return ExitCode.DONE.code();
      }
      return missing ? missing(database, range.get()) : check(database, range.get());
    }
  }

  private int check(Database database, DateRange range) {
    EnumSet<QualityRule> chosen =
        rules.isEmpty() ? EnumSet.allOf(QualityRule.class) : EnumSet.copyOf(rules);
    Console console = environment.console();
    RunReport report =
        run.waitingJobs(
                console.interactive() ? console : console.quiet(),
                environment,
                Configuration.read(environment))
            .quality(database, range, chosen);
    return QualityReport.read(database, range, chosen, report)
        .print(console, new QualityReport.View(run.json(), minSeverity, strict));
  }

  private int missing(Database database, DateRange range) {
    return new MissingReport(MissingQuery.read(database, range, environment.clock().instant()))
        .print(environment.console(), run.json());
  }

  /** The stored sessions, and those that should be there since: the last ones, or all. */
  private Optional<DateRange> stored(Database database) {
    LocalDate due = Publication.lastDue(environment.clock().instant());
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(CoverageSql.STORED)
                    .map(
                        (row, context) -> {
                          LocalDate first = row.getObject(missing ? 1 : 2, LocalDate.class);
                          LocalDate last = row.getObject(2, LocalDate.class);
                          return first == null
                              ? Optional.<DateRange>empty()
                              : Optional.of(new DateRange(first, last.isAfter(due) ? last : due));
                        })
                    .one());
  }
}
