package io.financeflow.pipelines.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.quality.QualityRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rules about a session as a whole. */
@ExtendWith(PostgresExtension.class)
class SessionRulesTest {
  private final QualityBench bench;

  SessionRulesTest(Database database) {
    this.bench = new QualityBench(database);
  }

  @Test
  void fewBarsAreAnErrorAndManyAWarning() {
    for (String date : List.of("2024-12-30", "2024-12-31", "2025-01-02", "2025-01-03")) {
      bench.bars(date, 10);
    }
    bench.bars("2025-01-06", 9);
    bench.bars("2025-01-07", 8);
    bench.bars("2025-01-08", 7);
    bench.bars("2025-01-10", 12);
    bench.bars("2025-01-13", 13);

    assertThat(bench.check(QualityRule.ROW_COUNT, "2025-01-03", "2025-01-13"))
        .containsExactly(
            "2025-01-03 INFO 0 0 ",
            "2025-01-06 INFO 0 0 ",
            "2025-01-07 INFO 1 0 ",
            "2025-01-08 ERROR 1 1 7 bars, median 10",
            "2025-01-10 INFO 1 0 ",
            "2025-01-13 WARNING 1 1 13 bars, median 10");
  }

  @Test
  void medianIsThatOfTheLastTwentyOneSessions() {
    bench.execute(
        """
        INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)
        SELECT 'T' || i, d::date, 1, 1, 1, 1, 1, 'polygon'
        FROM generate_series(DATE '2024-11-11', DATE '2025-01-10', INTERVAL '1 day') AS d,
          generate_series(1, CASE WHEN d < DATE '2024-12-09' THEN 40 ELSE 10 END) AS i
        WHERE extract(isodow FROM d) < 6
          AND d NOT IN ('2024-11-28', '2024-12-25', '2025-01-01', '2025-01-09')
        """);
    bench.bars("2025-01-13", 10);

    assertThat(bench.check(QualityRule.ROW_COUNT, "2025-01-13", "2025-01-13"))
        .containsExactly("2025-01-13 INFO 1 0 ");
    assertThat(bench.check(QualityRule.ROW_COUNT, "2024-12-09", "2024-12-09"))
        .contains("2024-12-09 ERROR 1 1 10 bars, median 40");
  }

  @Test
  void doubledVolumeIsAWarningAndTripledAnError() {
    for (String date :
        List.of("2025-01-02", "2025-01-03", "2025-01-06", "2025-01-07", "2025-01-08")) {
      volume(date, 100);
    }
    volume("2025-01-10", 200);
    volume("2025-01-13", 300);

    assertThat(bench.check(QualityRule.VOLUME_JUMP, "2025-01-08", "2025-01-13"))
        .containsExactly(
            "2025-01-08 INFO 0 0 ",
            "2025-01-10 WARNING 1 1 volume 2.00 x median",
            "2025-01-13 ERROR 1 1 volume 3.00 x median");
  }

  @Test
  void aThirdOfTheVolumeIsAWarningUnlessTheExchangeClosedEarly() {
    for (String date :
        List.of("2024-12-16", "2024-12-17", "2024-12-18", "2024-12-19", "2024-12-20")) {
      volume(date, 100);
    }
    volume("2024-12-23", 34);
    volume("2024-12-24", 30);
    volume("2024-12-26", 30);

    assertThat(bench.check(QualityRule.VOLUME_JUMP, "2024-12-23", "2024-12-26"))
        .containsExactly(
            "2024-12-23 INFO 1 0 ",
            "2024-12-24 INFO 1 0 ",
            "2024-12-26 WARNING 1 1 volume 0.30 x median");
  }

  @Test
  void sessionThatShouldBeThereIsAnErrorAndOneThatNeedNotIsNothing() {
    bench.bar("A", "2025-01-10", 10);

    assertThat(bench.check(QualityRule.FRESHNESS, "2025-01-10", "2025-01-14"))
        .containsExactly(
            "2025-01-10 INFO 1 0 ", "2025-01-13 ERROR 1 1 no bars, due since 2025-01-14 09:00 UTC");
  }

  @Test
  void sessionWithBarsBeforeItIsDueIsChecked() {
    bench.bar("A", "2025-01-14", 10);

    assertThat(bench.check(QualityRule.FRESHNESS, "2025-01-14", "2025-01-14"))
        .containsExactly("2025-01-14 INFO 1 0 ");
  }

  @Test
  void barsOnAClosedDayAreAnErrorUntilTheyAreGone() {
    bench.bars("2025-01-08", 2);
    bench.bars("2025-01-09", 2);
    bench.bars("2025-01-10", 2);
    bench.bars("2025-01-11", 1);

    assertThat(bench.check(QualityRule.CALENDAR, "2025-01-08", "2025-01-12"))
        .containsExactly(
            "2025-01-08 INFO 1 0 ",
            "2025-01-09 ERROR 1 1 2 bars on a day without session",
            "2025-01-10 INFO 1 0 ",
            "2025-01-11 ERROR 1 1 1 bars on a day without session");

    bench.execute("DELETE FROM daily_bars WHERE trading_date IN ('2025-01-09', '2025-01-11')");
    assertThat(bench.check(QualityRule.CALENDAR, "2025-01-08", "2025-01-12"))
        .containsExactly("2025-01-08 INFO 1 0 ", "2025-01-10 INFO 1 0 ");
  }

  @Test
  void returnsToComputeAgainAreAWarning() {
    bench.bars("2025-01-10", 3);
    bench.execute("INSERT INTO returns_due VALUES ('T02', '2025-01-10', 'split', now())");
    bench.execute("INSERT INTO returns_due VALUES ('T01', '2025-01-10', 'bar', now())");
    bench.bars("2025-01-13", 3);

    assertThat(bench.check(QualityRule.RETURNS_DUE, "2025-01-10", "2025-01-13"))
        .containsExactly("2025-01-10 WARNING 3 2 T01: bar; T02: split", "2025-01-13 INFO 3 0 ");
  }

  private void volume(String date, double shares) {
    bench.bar("A", date, new double[] {10, 10, 10, 10}, shares);
  }
}
