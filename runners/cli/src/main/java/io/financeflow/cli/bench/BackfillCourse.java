package io.financeflow.cli.bench;

import io.financeflow.cli.Jobs;
import io.financeflow.cli.output.Console;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.sandbox.FlatFiles;
import io.financeflow.sandbox.MarketSource;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The stages of {@code bench backfill}, one after the other on the same rows. */
final class BackfillCourse {
  static final String FILES = "files to returns";
  static final String FEATURES = "features";
  static final String HTTP = "HTTP to returns";
  static final String COPY = "bare COPY";
  static final String MERGE = "COPY + merge";
  static final String UPDATE = "UPDATE lag()";
  private static final int PARALLEL = 2;
  private static final long SEED = 42;

  private final BenchDatabase database;
  private final Clock clock;
  private final Console quiet;
  private final Jobs jobs;
  private final PolygonSettings vendor;

  BackfillCourse(BenchDatabase database, Clock clock, Console quiet, PolygonSettings vendor) {
    this.database = database;
    this.clock = clock;
    this.quiet = quiet;
    this.jobs = Jobs.direct(quiet, clock);
    this.vendor = vendor;
  }

  /** Runs all stages over a range of a simulated market. */
  BackfillResult run(DateRange range, int tickers) throws SQLException, IOException {
    Path folder = Files.createTempDirectory("financeflow-bench-files");
    try {
      int unused =
          FlatFiles.write(
              MarketSource.simulated(SEED, BenchVendor.listings(tickers)), range, folder);
      return stages(range, folder.toString());
    } finally {
      delete(folder);
    }
  }

  private BackfillResult stages(DateRange range, String folder) throws SQLException, IOException {
    BackfillResult result = new BackfillResult();
    BackfillBench bench = new BackfillBench(database, clock);
    for (int part : List.of(4, 2)) {
      Stopwatch.Lap lap = bench.run(jobs, vendor, folder, last(range, part), PARALLEL);
      add(result, "files, 1/" + part + " of the range", lap);
    }
    for (int parallelism : List.of(1, 2)) {
      Jobs flink = Jobs.flink(quiet, clock, parallelism);
      Stopwatch.Lap lap = bench.run(flink, vendor, folder, range, parallelism);
      add(result, "files, Flink in this process, parallelism " + parallelism, lap);
    }
    add(result, HTTP, bench.run(jobs, vendor, null, range, PARALLEL));
    add(result, FILES, bench.run(jobs, vendor, folder, range, PARALLEL));
    add(result, FEATURES, bench.features(jobs, range));
    add(result, COPY, new BareCopy(database).run());
    add(result, MERGE, new BareMerge(database).run(range));
    add(result, UPDATE, new ReturnsBench(database, jobs).sql());
    return result;
  }

  private void add(BackfillResult result, String stage, Stopwatch.Lap lap) {
    Stopwatch.Lap unused = result.add(stage, database.countBars(), lap);
  }

  /** The last of so many equal parts. */
  private static DateRange last(DateRange range, int parts) {
    List<LocalDate> sessions = TradingCalendar.nyse().sessions(range.from(), range.to());
    return new DateRange(sessions.get(sessions.size() - sessions.size() / parts), range.to());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
