package io.financeflow.cli.task;

import io.financeflow.cli.Jobs;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.timetable.Durations;
import io.financeflow.pipelines.ingest.VendorAccess;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.source.FetchedDay;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * Asks the vendor once whether the bars of a session are there, under the shared request limit.
 *
 * <p>Arguments: {@code date}; {@code every}, how long until the next look (5m); {@code timeout},
 * after the run was due, from when bars that are not there are a failure of class NOT_READY (12h).
 * A date without session is not waited for. A vendor that is away is "not yet", too.
 */
record VendorReady(Environment environment) implements Task {
  /** Its name in DAGs. */
  static final String NAME = "vendor_ready";

  static final Set<String> ARGUMENTS = Set.of("date", "every", "timeout");

  @Override
  public TaskOutcome run(TaskContext context) throws InterruptedException {
    LocalDate date;
    Duration every;
    Instant until;
    try {
      date = LocalDate.parse(context.arguments().getOrDefault("date", ""));
      every = Durations.parse(context.arguments().getOrDefault("every", "5m"));
      until =
          context
              .slot()
              .runAfter()
              .plus(Durations.parse(context.arguments().getOrDefault("timeout", "12h")));
    } catch (DateTimeException noDate) {
      return TaskOutcome.failed(
          ErrorClass.BAD_INPUT, "the argument 'date' must be a date like 2025-01-10");
    } catch (IllegalArgumentException noLength) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, String.valueOf(noLength.getMessage()));
    }
    if (every.isZero()) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, "the argument 'every' must be > 0s");
    }
    if (!TradingCalendar.nyse().isSession(date)) {
      context.log().line(date + " is no session: there is nothing to wait for");
      return TaskOutcome.done();
    }
    TaskOutcome outcome = look(date, every);
    Stop.check(context);
    return outcome instanceof TaskOutcome.NotYet late && !context.clock().instant().isBefore(until)
        ? TaskOutcome.failed(ErrorClass.NOT_READY, late.reason() + " (waited until " + until + ")")
        : outcome;
  }

  private TaskOutcome look(LocalDate date, Duration every) {
    try {
      FetchedDay day = fetch(date);
      return day.rows() > 0
          ? TaskOutcome.done()
          : new TaskOutcome.NotYet("the vendor has no bars of " + date + " yet", every);
    } catch (VendorFailure failure) {
      String message = String.valueOf(failure.getMessage());
      return switch (failure.status()) {
        case REFUSED -> TaskOutcome.failed(ErrorClass.REFUSED, message);
        case BAD_INPUT -> TaskOutcome.failed(ErrorClass.BAD_INPUT, message);
        default -> new TaskOutcome.NotYet(message, every);
      };
    } catch (SQLException poolNotClosed) {
      return SqlFailure.outcome(poolNotClosed);
    } catch (RuntimeException ours) {
      return ExitStatus.outcome(ours);
    }
  }

  /** One try: the next look is the retry. */
  private FetchedDay fetch(LocalDate date) throws SQLException {
    Configuration configuration = Configuration.read(environment);
    PolygonSettings usual = configuration.vendor(null, null);
    PolygonSettings.Retries once =
        new PolygonSettings.Retries(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    PolygonSettings vendor =
        new PolygonSettings(usual.baseUrl(), usual.apiKey(), usual.requestsPerMinute(), once);
    try (Database database = new Databases(configuration).open()) {
      Transactions transactions = new Transactions(Jobs.jdbc(database));
      try {
        return VendorAccess.open(vendor, transactions).groupedDay(date, false, false);
      } finally {
        transactions.close();
      }
    }
  }
}
