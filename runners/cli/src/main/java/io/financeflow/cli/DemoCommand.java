package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.QueryOutput;
import io.financeflow.cli.output.TextTable;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.ingest.ReferenceList;
import io.financeflow.pipelines.returns.ReturnsSettings;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.sandbox.MarketSource;
import io.financeflow.sandbox.Sandbox;
import io.financeflow.sandbox.SandboxSettings;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.quality.QualityRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code demo}: everything once, on simulated data. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Start the embedded database and a simulated vendor, ingest the last 60 sessions, compute the"
          + " returns and show them.",
      "Always uses the embedded database, never the one of DATABASE_URL."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int SESSIONS = 60;
  private static final long SEED = 42;
  private static final String EXTREMES =
      """
      (SELECT 'best' AS kind, ticker, trading_date::text AS session, close,
         to_char(daily_return * 100, 'SG990.99') || '%' AS return
       FROM daily_bars WHERE daily_return IS NOT NULL AND trading_date BETWEEN ? AND ?
       ORDER BY daily_return DESC, ticker LIMIT 3)
      UNION ALL
      (SELECT 'worst', ticker, trading_date::text, close,
         to_char(daily_return * 100, 'SG990.99') || '%'
       FROM daily_bars WHERE daily_return IS NOT NULL AND trading_date BETWEEN ? AND ?
       ORDER BY daily_return, ticker LIMIT 3)
      """;
  private static final List<String> NEXT =
      List.of(
          "./financeflow status",
          "./financeflow sql \"select * from daily_bars order by daily_return desc nulls last limit 5\"",
          "./financeflow sandbox --port 9090        # in another terminal: the vendor, to ingest from",
          "./financeflow ingest --vendor-url http://127.0.0.1:9090 --requests-per-minute 0 --date %s --to %s",
          "./financeflow returns --date %s --to %s",
          "./financeflow db reset --yes             # forget the simulated data before real data comes",
          "./financeflow db stop");

  private final Environment environment;

  DemoCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws SQLException {
    Console console = environment.console();
    Configuration configuration = Configuration.read(environment);
    console.err().println("embedded database: " + configuration.home());
    try (Database database = Databases.openEmbedded(configuration);
        Sandbox sandbox =
            Sandbox.start(
                SandboxSettings.of(
                    MarketSource.simulated(SEED, MarketSource.DEFAULT_TICKERS),
                    environment.clock()))) {
      DateRange range = lastSessions();
      Jobs jobs = Jobs.direct(console, environment.clock());
      RunReport ingest = jobs.ingest(database, vendor(sandbox), range, policy());
      requireDone(ingest);
      RunReport returns = jobs.returns(database, range, ReturnsSettings.DEFAULT_GAP);
      requireDone(returns);
      summarize(console, range, ingest, returns);
      quality(console, database, range);
      extremes(console, database, range);
      next(console, range);
    }
    return ExitCode.DONE.code();
  }

  private DateRange lastSessions() {
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate today = LocalDate.ofInstant(environment.clock().instant(), calendar.zone());
    LocalDate last = calendar.previous(today);
    return new DateRange(calendar.shift(last, 1 - SESSIONS), last);
  }

  private static PolygonSettings vendor(Sandbox sandbox) {
    return new PolygonSettings(sandbox.baseUrl(), "", 0, PolygonSettings.Retries.DEFAULT);
  }

  private static IngestSettings.Policy policy() {
    return new IngestSettings.Policy(EnumSet.allOf(ReferenceList.class), false, 0.05);
  }

  private void requireDone(RunReport report) {
    if (report.exitCode() != ExitCode.DONE) {
      report.print(environment.console(), false);
      throw new Failure.Incomplete(
          report.exitCode(), "the demo's " + report.command() + " is incomplete");
    }
  }

  private static void summarize(
      Console console, DateRange range, RunReport ingest, RunReport returns) {
    console.out().println();
    console.out().println("SIMULATED DATA, " + SESSIONS + " sessions " + range);
    TextTable table =
        new TextTable("step", "sessions", "rows", "changed", "rejects", "seconds", "rows/s");
    for (RunReport report : List.of(ingest, returns)) {
      RunReport.Totals totals = report.totals();
      table.row(
          report.command(),
          totals.sessions(),
          totals.rows(),
          totals.changed(),
          totals.rejected(),
          String.format(Locale.ROOT, "%.2f", report.seconds()),
          Math.round(totals.rows() / Math.max(0.001, report.seconds())));
    }
    console.out().print(table);
  }

  private void quality(Console console, Database database, DateRange range) {
    RunReport report = Jobs.direct(console.quiet(), environment.clock()).quality(database, range);
    Set<QualityRule> rules = EnumSet.allOf(QualityRule.class);
    console.out().println();
    console.out().println(QualityReport.read(database, range, rules, report).summary());
  }

  private static void extremes(Console console, Database database, DateRange range)
      throws SQLException {
    console.out().println();
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement select = connection.prepareStatement(EXTREMES)) {
      for (int i = 1; i <= 4; i++) {
        select.setObject(i, i % 2 == 1 ? range.from() : range.to());
      }
      try (ResultSet rows = select.executeQuery()) {
        QueryOutput.print(rows, QueryOutput.Form.table, console.out());
      }
    }
  }

  private static void next(Console console, DateRange range) {
    console.out().println();
    console.out().println("Try next:");
    NEXT.forEach(
        command -> console.out().println("  " + command.formatted(range.to(), range.to())));
  }
}
