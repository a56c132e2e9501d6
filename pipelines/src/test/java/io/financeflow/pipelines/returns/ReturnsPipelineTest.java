package io.financeflow.pipelines.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ReturnsPipelineTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-14T12:00:00Z"), ZoneOffset.UTC);
  private static final TradingCalendar NYSE = TradingCalendar.nyse();

  private final Database database;

  ReturnsPipelineTest(Database database) {
    this.database = database;
  }

  @Test
  void splitsGapsAndListingsMakeTheReturnsOfARange() {
    bar("AAPL", "2020-08-27", 500.04);
    bar("AAPL", "2020-08-28", 499.23);
    bar("AAPL", "2020-08-31", 129.04);
    bar("AAPL", "2020-09-01", 134.18);
    bar("GAP", "2020-08-27", 10);
    bar("GAP", "2020-09-01", 11);
    bar("REUSED", "2020-08-28", 3);
    bar("REUSED", "2020-08-31", 40);
    bar("OLD", "2020-07-01", 5);
    bar("OLD", "2020-08-31", 6);
    split("AAPL", "2020-08-31", 1, 4);
    listing("REUSED", "2020-08-28");

    returns("2020-08-27", "2020-09-01", 10);

    assertThat(value("AAPL", "2020-08-27")).isEmpty();
    assertThat(value("AAPL", "2020-08-28")).containsExactly(499.23 / 500.04 - 1);
    assertThat(value("AAPL", "2020-08-31").get(0))
        .isCloseTo(129.04 / (499.23 / 4) - 1, within(1e-12));
    assertThat(value("AAPL", "2020-09-01")).containsExactly(134.18 / 129.04 - 1);
    assertThat(value("GAP", "2020-09-01")).containsExactly(11 / 10.0 - 1);
    assertThat(value("REUSED", "2020-08-31")).isEmpty();
    assertThat(value("OLD", "2020-08-31")).isEmpty();
    assertThat(
            query(
                "SELECT trading_date, status, row_count, changed_count FROM ingestion_logs ORDER BY 1"))
        .containsExactly(
            "2020-08-27 DONE 2 0",
            "2020-08-28 DONE 2 1",
            "2020-08-31 DONE 3 1",
            "2020-09-01 DONE 2 2");
  }

  @Test
  void oneDateReadsBackOnlyWhatAGapMayBridge() {
    LocalDate last = LocalDate.of(2020, 9, 1);
    bar("IN", NYSE.shift(last, -10).toString(), 10);
    bar("IN", "2020-09-01", 11);
    bar("OUT", NYSE.shift(last, -11).toString(), 10);
    bar("OUT", "2020-09-01", 11);

    returns("2020-09-01", "2020-09-01", 10);

    assertThat(value("IN", "2020-09-01")).containsExactly(11 / 10.0 - 1);
    assertThat(value("OUT", "2020-09-01")).isEmpty();
  }

  @Test
  void secondRunWritesNothingAndALaterSplitCorrectsWhatItTouches() {
    bar("X", "2020-08-28", 100);
    bar("X", "2020-08-31", 51);
    bar("Y", "2020-08-28", 100);
    bar("Y", "2020-08-31", 101);
    returns("2020-08-28", "2020-08-31", 10);
    List<String> rows = query("SELECT ctid, * FROM daily_bars ORDER BY ticker, trading_date");

    returns("2020-08-28", "2020-08-31", 10);
    assertThat(query("SELECT ctid, * FROM daily_bars ORDER BY ticker, trading_date"))
        .isEqualTo(rows);

    split("X", "2020-08-31", 1, 2);
    returns("2020-08-28", "2020-08-31", 10);
    assertThat(value("X", "2020-08-31")).containsExactly(51 / 50.0 - 1);
    assertThat(
            query("SELECT sum(changed_count) FROM ingestion_logs GROUP BY run_id ORDER BY min(id)"))
        .containsExactly("2", "0", "1");
  }

  @Test
  void returnThatCanNoLongerBeComputedBecomesNull() {
    bar("X", "2020-08-28", 100);
    bar("X", "2020-08-31", 51);
    returns("2020-08-31", "2020-08-31", 10);
    assertThat(value("X", "2020-08-31")).containsExactly(51 / 100.0 - 1);

    database
        .jdbi()
        .useHandle(h -> h.execute("DELETE FROM daily_bars WHERE trading_date = '2020-08-28'"));
    returns("2020-08-31", "2020-08-31", 10);

    assertThat(value("X", "2020-08-31")).isEmpty();
  }

  @Test
  void sessionWithoutBarsIsNotReady() {
    bar("X", "2020-08-28", 100);

    returns("2020-08-28", "2020-08-31", 10);

    assertThat(query("SELECT trading_date, status, error FROM ingestion_logs ORDER BY 1"))
        .containsExactly(
            "2020-08-28 DONE null",
            "2020-08-31 NOT_READY no bars stored for 2020-08-31: run ./financeflow ingest --date"
                + " 2020-08-31 first");
  }

  @Test
  void stretchesJoinWithoutASeam() {
    List<LocalDate> sessions = NYSE.sessions(LocalDate.of(2020, 1, 2), LocalDate.of(2020, 12, 31));
    for (int i = 0; i < sessions.size(); i++) {
      bar("X", sessions.get(i).toString(), 100 + i);
    }
    assertThat(sessions).hasSize(4 * 63 + 1);

    returns("2020-01-02", "2020-12-31", 10);

    assertThat(value("X", "2020-01-02")).isEmpty();
    for (int i = 1; i < sessions.size(); i++) {
      assertThat(value("X", sessions.get(i).toString()))
          .containsExactly((100.0 + i) / (100.0 + i - 1) - 1);
    }
  }

  private void returns(String from, String to, int gap) {
    ReturnsSettings settings =
        new ReturnsSettings(
            DatabaseOptions.configuration(
                database.settings().url(),
                database.settings().user(),
                database.settings().password()),
            new DateRange(LocalDate.parse(from), LocalDate.parse(to)),
            gap,
            UUID.randomUUID(),
            CLOCK);
    Pipeline pipeline = Pipeline.create();
    ReturnsPipeline.build(pipeline, settings);
    pipeline.run().waitUntilFinish();
  }

  private void bar(String ticker, String date, double close) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume,"
                        + " source) VALUES (?, ?::date, ?, ?, ?, ?, 1, 'polygon')",
                    ticker,
                    date,
                    close,
                    close,
                    close,
                    close));
  }

  private void split(String ticker, String date, double from, double to) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "INSERT INTO splits VALUES (?, ?::date, ?, ?, 'polygon')",
                    ticker,
                    date,
                    from,
                    to));
  }

  private void listing(String ticker, String delisted) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "INSERT INTO tickers (ticker, delisted_date, source) VALUES (?, ?::date, 'polygon')",
                    ticker,
                    delisted));
  }

  private List<Double> value(String ticker, String date) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT daily_return FROM daily_bars WHERE ticker = ? AND trading_date = ?::date"
                            + " AND daily_return IS NOT NULL")
                    .bind(0, ticker)
                    .bind(1, date)
                    .mapTo(Double.class)
                    .list());
  }

  private List<String> query(String sql) {
    return Rows.of(database, sql);
  }
}
