package io.financeflow.pipelines.quality;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.quality.QualityRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;

/** Literal rows in, results out. It is Tuesday 14 January 2025, 07:00 in New York. */
final class QualityBench {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-14T12:00:00Z"), ZoneOffset.UTC);

  private final Database database;

  QualityBench(Database database) {
    this.database = database;
  }

  /** Checks every rule. */
  void check(String from, String to) {
    run(EnumSet.allOf(QualityRule.class), from, to);
  }

  /** Checks one rule; returns its results as {@code date severity checked violations sample}. */
  List<String> check(QualityRule rule, String from, String to) {
    run(EnumSet.of(rule), from, to);
    return query(
        "SELECT trading_date, severity, checked, violations, sample FROM quality_checks"
            + " WHERE rule = '%s' ORDER BY 1".formatted(rule.ruleName()));
  }

  private void run(Set<QualityRule> rules, String from, String to) {
    Pipeline pipeline = Pipeline.create();
    QualityPipeline.build(
        pipeline,
        new QualitySettings(
            DatabaseOptions.configuration(
                database.settings().url(),
                database.settings().user(),
                database.settings().password()),
            new DateRange(LocalDate.parse(from), LocalDate.parse(to)),
            rules,
            UUID.randomUUID(),
            CLOCK));
    pipeline.run().waitUntilFinish();
  }

  /** A bar with one price and 1,000 shares. */
  void bar(String ticker, String date, double close) {
    bar(ticker, date, new double[] {close, close, close, close}, 1_000);
  }

  /** A bar with open, high, low, close. */
  void bar(String ticker, String date, double[] ohlc, double volume) {
    execute(
        "INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)"
            + " VALUES (?, ?::date, ?, ?, ?, ?, ?, 'polygon')",
        ticker,
        date,
        ohlc[0],
        ohlc[1],
        ohlc[2],
        ohlc[3],
        volume);
  }

  /** Bars of tickers T01, T02, ..., each another than on other dates. */
  void bars(String date, int tickers) {
    execute(
        """
        INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)
        SELECT 'T' || to_char(i, 'FM00'), d, c, c, c, c, 1000, 'polygon'
        FROM generate_series(1, ?) AS i, (SELECT ?::date AS d) d,
          LATERAL (SELECT 100 + extract(day FROM d) / 100 AS c) c
        """,
        tickers,
        date);
  }

  void returned(String ticker, String date, double value) {
    execute(
        "UPDATE daily_bars SET daily_return = ? WHERE ticker = ? AND trading_date = ?::date",
        value,
        ticker,
        date);
  }

  void split(String ticker, String date, double from, double to) {
    execute("INSERT INTO splits VALUES (?, ?::date, ?, ?, 'polygon')", ticker, date, from, to);
  }

  void listing(String ticker, String delisted) {
    execute(
        "INSERT INTO tickers (ticker, delisted_date, source) VALUES (?, ?::date, 'polygon')",
        ticker,
        delisted);
  }

  void reject(String date, String original, String reason) {
    execute(
        "INSERT INTO rejected_rows (source, dataset, trading_date, original, reason)"
            + " VALUES ('polygon', 'daily_bars', ?::date, ?, ?)",
        date,
        original,
        reason);
  }

  /** An attempt at the bars of a session. */
  void attempt(String date, String status) {
    execute(
        "INSERT INTO ingestion_logs (run_id, source, dataset, trading_date, status, attempt,"
            + " started_at) VALUES (gen_random_uuid(), 'polygon', 'daily_bars', ?::date, ?, 1, now())",
        date,
        status);
  }

  /** Takes away the checks that keep broken rows out, as only a change by hand can. */
  void allowBrokenRows() {
    execute(
        """
        DO $$ DECLARE name text; BEGIN
          FOR name IN SELECT conname FROM pg_constraint
            WHERE conrelid = 'daily_bars'::regclass AND contype = 'c'
          LOOP EXECUTE format('ALTER TABLE daily_bars DROP CONSTRAINT %I', name); END LOOP;
        END $$""");
  }

  void execute(String sql, Object... parameters) {
    database.jdbi().useHandle(handle -> handle.execute(sql, parameters));
  }

  List<String> query(String sql) {
    return Rows.of(database, sql);
  }
}
