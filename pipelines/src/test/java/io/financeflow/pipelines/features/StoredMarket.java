package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Bars of a made-up market in the tables, as ingest and returns leave them. */
final class StoredMarket {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2025-07-01T12:00:00Z"), ZoneOffset.UTC);

  private final Database database;

  StoredMarket(Database database) {
    this.database = database;
  }

  JdbcIO.DataSourceConfiguration jdbc() {
    return DatabaseOptions.configuration(
        database.settings().url(), database.settings().user(), database.settings().password());
  }

  /** Stores bars with their returns, and that the returns of these sessions are computed. */
  void store(MadeUpMarket market) {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              PreparedBatch bars =
                  handle.prepareBatch(
                      "INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume,"
                          + " daily_return, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'polygon')");
              for (LocalDate date : market.sessions()) {
                for (String ticker : market.tickers(date)) {
                  MadeUpMarket.Bar bar = market.bar(date, ticker);
                  bars.bind(0, ticker).bind(1, date).bind(2, bar.open()).bind(3, bar.high());
                  bars.bind(4, bar.low()).bind(5, bar.close()).bind(6, bar.volume());
                  Double known = Double.isNaN(bar.dailyReturn()) ? null : bar.dailyReturn();
                  bars.bind(7, known).add();
                }
                computed(date);
              }
              bars.execute();
            });
  }

  /** Notes that the returns of a session are computed. */
  void computed(LocalDate date) {
    execute(
        "INSERT INTO ingestion_logs (run_id, source, dataset, trading_date, status, attempt,"
            + " started_at) VALUES ('00000000-0000-0000-0000-000000000000', 'financeflow',"
            + " 'daily_return', '"
            + date
            + "', 'DONE', 1, now())");
  }

  void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  List<String> query(String sql) {
    return Rows.of(database, sql);
  }

  /** Every feature row, with the place where it is stored: a row that is touched moves. */
  List<String> places() {
    return query("SELECT tableoid, ctid, f.* FROM feature_rows f ORDER BY ticker, trading_date");
  }

  List<String> rows() {
    return query("SELECT trading_date, ticker, features, labels FROM feature_rows ORDER BY 1, 2");
  }

  void features(LocalDate from, LocalDate to) {
    Pipeline pipeline = Pipeline.create();
    FeaturesPipeline.build(
        pipeline, new FeaturesSettings(jdbc(), new DateRange(from, to), UUID.randomUUID(), CLOCK));
    pipeline.run().waitUntilFinish();
  }

  /** What the last run logged: sessions, rows, changed. */
  String lastRun() {
    return query(
            """
            SELECT count(*), sum(row_count), sum(changed_count) FROM ingestion_logs
            WHERE dataset = 'feature_rows' GROUP BY run_id ORDER BY max(id) DESC LIMIT 1
            """)
        .get(0);
  }
}
