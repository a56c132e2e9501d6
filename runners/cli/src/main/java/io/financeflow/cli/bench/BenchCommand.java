package io.financeflow.cli.bench;

import com.google.gson.JsonArray;
import io.financeflow.cli.Jobs;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: how fast the pipelines are against what PostgreSQL itself can do. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a pipeline and the physical limit on the same rows in one run.",
      "ratio = seconds of the pipeline / seconds of the limit."
    })
public final class BenchCommand {
  private static final LocalDate LAST = LocalDate.of(2024, 12, 31);

  private final Environment environment;

  /** The command in that environment. */
  public BenchCommand(Environment environment) {
    this.environment = environment;
  }

  /** How much data. */
  static final class Size {
    @Option(
        names = "--sessions",
        defaultValue = "250",
        description = "Sessions, ending 2024-12-31 (default: 250).")
    private int sessions;

    @Option(
        names = "--tickers",
        defaultValue = "2000",
        description = "Simulated tickers a session, roughly (default: 2000).")
    private int tickers;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DateRange range() {
      if (sessions < 1 || sessions > 8_000 || tickers < 1 || tickers > 20_000) {
        throw new Failure.Usage("--sessions must be 1 to 8000 and --tickers 1 to 20000");
      }
      TradingCalendar calendar = TradingCalendar.nyse();
      return new DateRange(calendar.shift(LAST, 1 - sessions), LAST);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "HTTP from the sandbox, validation, COPY and merge, against a bare binary COPY from a file"
            + " plus the same merge."
      })
  int ingest(@Mixin Size size) throws SQLException, IOException {
    DateRange range = size.range();
    try (BenchDatabase database = database();
        BenchVendor vendor = BenchVendor.start(size.tickers)) {
      Stopwatch.Lap pipeline = new IngestBench(database, jobs()).run(vendor.settings(), range);
      Stopwatch.Lap limit = new BareMerge(database).run(range);
      print(new BenchResult("ingest", database.countBars(), pipeline, limit), size.json);
    }
    return ExitCode.DONE.code();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "The returns pipeline against one SQL UPDATE ... FROM (lag() over ...) on the same rows."
      })
  int returns(@Mixin Size size) throws SQLException, IOException {
    DateRange range = size.range();
    try (BenchDatabase database = database();
        BenchVendor vendor = BenchVendor.start(size.tickers)) {
      Stopwatch.Lap unused = new IngestBench(database, jobs()).run(vendor.settings(), range);
      ReturnsBench bench = new ReturnsBench(database, jobs());
      Stopwatch.Lap limit = bench.sql();
      Stopwatch.Lap pipeline = bench.pipeline(range);
      print(new BenchResult("returns", database.countBars(), pipeline, limit), size.json);
    }
    return ExitCode.DONE.code();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Flat files and HTTP to finished returns into an empty database, against COPY + merge, then"
            + " UPDATE ... lag(); and the cost of 1x, 2x, 4x the range"
            + " and of Flink's parallelism 1 and 2. The data is simulated."
      })
  int backfill(
      @Option(
              names = "--sessions",
              defaultValue = "1238",
              description = "Sessions, ending 2024-12-31 (default: 1238).")
          int sessions,
      @Option(
              names = "--tickers",
              defaultValue = "500",
              description = "Simulated tickers a session, roughly (default: 500).")
          int tickers,
      @Option(names = "--json", description = "Print one JSON object.") boolean json)
      throws SQLException, IOException {
    Size size = new Size();
    size.sessions = sessions;
    size.tickers = tickers;
    try (BenchDatabase database = database();
        BenchVendor vendor = BenchVendor.start(tickers)) {
      BackfillCourse course =
          new BackfillCourse(
              database, environment.clock(), environment.console().quiet(), vendor.settings());
      BackfillResult result = course.run(size.range(), tickers);
      double ratio =
          result.ratio(BackfillCourse.FILES, BackfillCourse.MERGE, BackfillCourse.UPDATE);
      double toCopy = result.ratio(BackfillCourse.FILES, BackfillCourse.COPY);
      environment
          .console()
          .out()
          .println(json ? result.json(ratio, toCopy) : result.text(ratio, toCopy));
    }
    return ExitCode.DONE.code();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "The orchestrator's own cost: hand-over from task to task, tasks a second, and what it"
            + " takes while nothing is due. One scheduler and one worker of 16 slots in this process."
      })
  int orchestrator(@Option(names = "--json", description = "Print one JSON array.") boolean json)
      throws SQLException, InterruptedException {
    try (BenchDatabase bench = database();
        Database database = Database.connect(bench.database().settings(), 12)) {
      Console console = environment.console();
      PrintStream lines = json ? console.err() : console.out();
      JsonArray results = new OrchestratorCourse(database, environment.clock(), lines).run();
      if (json) {
        console.out().println(results);
      }
    }
    return ExitCode.DONE.code();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Training of one-layer networks on simulated sequences: DL4J's own layer and ours, in"
            + " sequences a second."
      })
  int lstm(
      @Option(
              names = "--batches",
              defaultValue = "20",
              description = "Batches that are timed, after a third as many (default: 20).")
          int batches,
      @Option(names = "--json", description = "Print one JSON array.") boolean json) {
    if (batches < 1 || batches > 10_000) {
      throw new Failure.Usage("--batches must be 1 to 10000 but was " + batches);
    }
    LstmSpeeds speeds = LstmSpeeds.measure(batches);
    environment.console().out().print(json ? speeds.json() + "\n" : speeds.text());
    return ExitCode.DONE.code();
  }

  private BenchDatabase database() throws SQLException {
    return BenchDatabase.create(new Databases(Configuration.read(environment)).settings());
  }

  private Jobs jobs() {
    return Jobs.direct(environment.console().quiet(), environment.clock());
  }

  private void print(BenchResult result, boolean json) {
    environment.console().out().println(json ? result.json() : result.text());
  }
}
