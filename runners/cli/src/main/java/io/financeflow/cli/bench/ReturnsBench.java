package io.financeflow.cli.bench;

import io.financeflow.cli.Jobs;
import io.financeflow.pipelines.returns.ReturnsSettings;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.sql.SQLException;

/** The returns pipeline and the one SQL statement it is held against, from the same state. */
final class ReturnsBench {
  private static final String KEEP = "CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM daily_bars";
  private static final String UPDATE =
      """
      UPDATE daily_bars b SET daily_return = r.daily_return
      FROM (SELECT ticker, trading_date,
          close / lag(close) OVER (PARTITION BY ticker ORDER BY trading_date) - 1 AS daily_return
        FROM daily_bars) r
      WHERE b.ticker = r.ticker AND b.trading_date = r.trading_date
      """;

  private final BenchDatabase database;
  private final Jobs jobs;

  ReturnsBench(BenchDatabase database, Jobs jobs) {
    this.database = database;
    this.jobs = jobs;
  }

  Stopwatch.Lap sql() throws SQLException, IOException {
    reset();
    return Stopwatch.measure(() -> execute(UPDATE));
  }

  Stopwatch.Lap pipeline(DateRange range) throws SQLException, IOException {
    reset();
    return Stopwatch.measure(
        () ->
            IngestBench.requireDone(
                jobs.returns(database.database(), range, ReturnsSettings.DEFAULT_GAP)));
  }

  /** The same rows in the same order, no return among them, in freshly written pages. */
  private void reset() {
    execute(KEEP);
    execute("TRUNCATE daily_bars");
    execute("INSERT INTO daily_bars SELECT * FROM kept ORDER BY trading_date, ticker");
    database.settle();
  }

  private void execute(String sql) {
    database.database().jdbi().useHandle(handle -> handle.execute(sql));
  }
}
