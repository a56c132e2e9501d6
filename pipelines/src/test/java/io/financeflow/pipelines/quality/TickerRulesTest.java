package io.financeflow.pipelines.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.quality.QualityRule;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rules that hold a ticker against its session before. */
@ExtendWith(PostgresExtension.class)
class TickerRulesTest {
  private static final String FRIDAY = "2025-01-10";
  private static final String MONDAY = "2025-01-13";

  private final QualityBench bench;

  TickerRulesTest(Database database) {
    this.bench = new QualityBench(database);
  }

  @Test
  void tickersThatDoNotComeAgainAreMissing() {
    bench.bars("2025-01-06", 25);
    bench.bars("2025-01-07", 24);
    bench.bars("2025-01-08", 22);
    bench.bars(FRIDAY, 17);

    assertThat(bench.check(QualityRule.MISSING_AGAINST_YESTERDAY, "2025-01-06", FRIDAY))
        .containsExactly(
            "2025-01-06 INFO 0 0 ",
            "2025-01-07 INFO 25 1 T25",
            "2025-01-08 WARNING 24 2 T23; T24",
            "2025-01-10 ERROR 22 5 T18; T19; T20; T21; T22");
  }

  @Test
  void tickersWhoseListingEndedAreNotMissing() {
    bench.bars(FRIDAY, 4);
    bench.bars(MONDAY, 1);
    bench.listing("T02", FRIDAY);
    bench.listing("T03", FRIDAY);
    bench.listing("T03", "infinity");
    bench.listing("T04", MONDAY);

    assertThat(bench.check(QualityRule.MISSING_AGAINST_YESTERDAY, MONDAY, MONDAY))
        .containsExactly("2025-01-13 ERROR 2 1 T04");
  }

  @Test
  void moveOutOfProportionIsAnOutlier() {
    history("HALF", 0.01);
    history("JUMP", 0.01);
    history("USUAL", 0.01);
    history("PENNY", 0.2);
    bench.bar("HALF", MONDAY, 50);
    bench.returned("HALF", MONDAY, -0.5);
    bench.bar("JUMP", MONDAY, 1600);
    bench.returned("JUMP", MONDAY, 15.2);
    bench.bar("USUAL", MONDAY, 174);
    bench.returned("USUAL", MONDAY, 0.74);
    bench.bar("PENNY", MONDAY, 200);
    bench.returned("PENNY", MONDAY, 1.0);
    bench.bar("NEW", MONDAY, 100);

    assertThat(bench.check(QualityRule.RETURN_OUTLIER, MONDAY, MONDAY))
        .containsExactly(
            "2025-01-13 WARNING 4 2 HALF -50.0 %, like a 2-for-1 split; JUMP +1520.0 %, like a 1-for-16"
                + " split");
  }

  @Test
  void outlierOnTheDateOfADividendNamesIt() {
    bench.bar("GOOGL", MONDAY, 571.5);
    bench.returned("GOOGL", MONDAY, -0.45);
    bench.execute(
        "INSERT INTO dividends (ticker, ex_dividend_date, cash_amount, source)"
            + " VALUES ('GOOGL', '2025-01-13', 567.97, 'polygon')");

    assertThat(bench.check(QualityRule.RETURN_OUTLIER, MONDAY, MONDAY))
        .containsExactly("2025-01-13 WARNING 1 1 GOOGL -45.0 %, dividend 567.97");
  }

  @Test
  void manyOutliersAreAnError() {
    bench.bars(MONDAY, 99);
    bench.execute("UPDATE daily_bars SET daily_return = 0.01");
    for (int i = 1; i <= 10; i++) {
      bench.returned(String.format(Locale.ROOT, "T%02d", i), MONDAY, -0.6);
    }

    assertThat(bench.check(QualityRule.RETURN_OUTLIER, MONDAY, MONDAY))
        .containsExactly(
            "2025-01-13 ERROR 99 10 T01 -60.0 %; T02 -60.0 %; T03 -60.0 %; T04 -60.0 %; T05 -60.0 %");
  }

  @Test
  void splitThatDoesNotShowInThePriceIsAWarning() {
    move("MOVED", 100, 26);
    bench.split("MOVED", MONDAY, 1, 4);
    move("STILL", 100, 101);
    bench.split("STILL", "2025-01-11", 1, 4);
    move("REVERSE", 2, 2);
    bench.split("REVERSE", MONDAY, 10, 1);
    move("SMALL", 100, 100);
    bench.split("SMALL", MONDAY, 10, 11);
    move("BOTH", 100, 50);
    bench.split("BOTH", MONDAY, 1, 2);
    bench.split("BOTH", MONDAY, 1, 3);
    move("SAME", 100, 50);
    bench.split("SAME", MONDAY, 1, 2);
    bench.split("SAME", MONDAY, 2, 4);
    move("LATER", 100, 100);
    bench.split("LATER", "2025-01-14", 1, 2);

    assertThat(bench.check(QualityRule.SPLIT_MOVE, MONDAY, MONDAY))
        .containsExactly(
            "2025-01-13 WARNING 6 3 BOTH: split rows contradict each other; REVERSE: close 2 to 2,"
                + " split says x 10.0000; STILL: close 100 to 101, split says x 0.2500");
  }

  @Test
  void barsOfTheSessionBeforeAreStale() {
    stale("2025-01-06", 0);
    stale("2025-01-07", 0);
    stale("2025-01-08", 1);
    stale(FRIDAY, 3);
    stale(MONDAY, 40);

    assertThat(bench.check(QualityRule.STALE_CLOSE, "2025-01-06", MONDAY))
        .containsExactly(
            "2025-01-06 INFO 0 0 ",
            "2025-01-07 INFO 200 0 ",
            "2025-01-08 INFO 200 1 S1 7",
            "2025-01-10 WARNING 200 3 S1 7; S2 8; S3 8",
            "2025-01-13 ERROR 200 40 S1 7; S10 10; S11 10; S12 10; S13 10");
  }

  @Test
  void barWithoutTradesIsNotStale() {
    for (String date : new String[] {FRIDAY, MONDAY}) {
      bench.bar("QUIET", date, new double[] {10, 10, 10, 10}, 0);
    }

    assertThat(bench.check(QualityRule.STALE_CLOSE, MONDAY, MONDAY))
        .containsExactly("2025-01-13 INFO 1 0 ");
  }

  /** 20 returns of that size before Monday 13 January 2025. */
  private void history(String ticker, double size) {
    bench.execute(
        """
        INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source,
          daily_return)
        SELECT ?, DATE '2025-01-11' - i, 1, 1, 1, 1, 1, 'polygon', ? FROM generate_series(1, 20) AS i
        """,
        ticker,
        size);
  }

  private void move(String ticker, double friday, double monday) {
    bench.bar(ticker, FRIDAY, friday);
    bench.bar(ticker, MONDAY, monday);
  }

  /** 200 bars whose close is the day of the month, but for the first ones: those of before. */
  private void stale(String date, int repeated) {
    bench.execute(
        """
        INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)
        SELECT 'S' || i, ?::date, c, c, c, c, 1000, 'polygon'
        FROM generate_series(1, 200) AS i, LATERAL (SELECT coalesce(
          (SELECT close FROM daily_bars b WHERE b.ticker = 'S' || i AND i <= ?
           ORDER BY trading_date DESC LIMIT 1), extract(day FROM ?::date)) AS c) c
        """,
        date,
        repeated,
        date);
  }
}
