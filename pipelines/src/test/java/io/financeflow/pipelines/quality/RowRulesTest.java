package io.financeflow.pipelines.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.quality.QualityRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rejects, which ingest kept out, and broken rows that a change by hand brought in. */
@ExtendWith(PostgresExtension.class)
class RowRulesTest {
  private static final String FRIDAY = "2025-01-10";
  private static final String MONDAY = "2025-01-13";

  private final QualityBench bench;

  RowRulesTest(Database database) {
    this.bench = new QualityBench(database);
    bench.bar("GOOD", FRIDAY, 100);
    bench.bar("GOOD", MONDAY, 101);
  }

  @Test
  void pricesOutOfOrderAreRejectedOrAnError() {
    bench.allowBrokenRows();
    bench.reject(
        FRIDAY,
        "{\"T\":\"BAD\",\"o\":1}",
        "prices must be l <= o, c <= h but were o 1, h 0, l 1, c 1");
    bench.bar("HIGH", MONDAY, new double[] {10, 9, 8, 9}, 100);
    bench.bar("LOW", MONDAY, new double[] {10, 11, 10.5, 11}, 100);

    assertThat(bench.check(QualityRule.OHLC_ORDER, FRIDAY, MONDAY))
        .containsExactly(
            "2025-01-10 WARNING 2 1 BAD: prices must be l <= o, c <= h but were o 1, h 0, l 1, c 1",
            "2025-01-13 ERROR 3 2 HIGH: o 10, h 9, l 8, c 9; LOW: o 10, h 11, l 10.5, c 11");
  }

  @Test
  void pricesBelowZeroAreRejectedOrAnError() {
    bench.allowBrokenRows();
    bench.reject(FRIDAY, "{\"T\":\"BAD\"}", "c must be > 0 but was -1.5");
    bench.bar("ZERO", MONDAY, new double[] {0, 0, 0, 0}, 100);

    assertThat(bench.check(QualityRule.POSITIVE_PRICES, FRIDAY, MONDAY))
        .containsExactly(
            "2025-01-10 WARNING 2 1 BAD: c must be > 0 but was -1.5",
            "2025-01-13 ERROR 2 1 ZERO: o 0, h 0, l 0, c 0");
  }

  @Test
  void volumeBelowZeroOrBeyondAllIsAnErrorAndNoneWithAMoveAWarning() {
    bench.allowBrokenRows();
    bench.bar("FLAT", FRIDAY, 10);
    bench.bar("MOVED", FRIDAY, 10);
    bench.bar("RANGE", FRIDAY, new double[] {10, 11, 10, 10}, 0);
    bench.bar("FLAT", MONDAY, new double[] {10, 10, 10, 10}, 0);
    bench.bar("MOVED", MONDAY, new double[] {11, 11, 11, 11}, 0);
    bench.bar("MINUS", MONDAY, new double[] {10, 10, 10, 10}, -5);
    bench.bar("ABSURD", MONDAY, new double[] {10, 10, 10, 10}, 2e11);

    assertThat(bench.check(QualityRule.VOLUME, FRIDAY, MONDAY))
        .containsExactly(
            "2025-01-10 WARNING 4 1 RANGE: volume 0, close 10",
            "2025-01-13 ERROR 5 3 ABSURD: volume 200000000000; MINUS: volume -5; MOVED: volume 0,"
                + " close 11");
  }

  @Test
  void rejectsOfFlatFilesAreSortedByTheSameRules() {
    String row = "{\"ticker\":\"BAD\",\"open\":1}";
    bench.reject(FRIDAY, row, "prices must be low <= open, close <= high but were open 1");
    bench.reject(FRIDAY, row, "close must be > 0 but was -1");
    bench.reject(FRIDAY, row, "volume must be >= 0 but was -1");
    bench.reject(FRIDAY, row, "ticker repeats an equal row of BAD");
    bench.reject(FRIDAY, row, "ticker must be a ticker of 1 to 20 letters but was 1");
    bench.reject(FRIDAY, row, "window_start must be on 2025-01-10 in New York but was 1");

    for (QualityRule rule :
        List.of(
            QualityRule.OHLC_ORDER,
            QualityRule.POSITIVE_PRICES,
            QualityRule.VOLUME,
            QualityRule.DUPLICATES,
            QualityRule.TICKER_FORM,
            QualityRule.TIMESTAMP_ON_DATE)) {
      assertThat(bench.check(rule, FRIDAY, FRIDAY))
          .singleElement()
          .asString()
          .startsWith("2025-01-10 WARNING 7 1 BAD: ");
    }
  }

  @Test
  void duplicatesAreCountedFromTheRejects() {
    bench.reject(FRIDAY, "{\"T\":\"TWIN\"}", "T repeats an equal row of TWIN");
    bench.reject(FRIDAY, "{\"T\":\"ODD\"}", "T has rows that differ for ODD");
    bench.reject(FRIDAY, "{\"T\":\"ODD\"}", "T has rows that differ for ODD");

    assertThat(bench.check(QualityRule.DUPLICATES, FRIDAY, MONDAY))
        .containsExactly(
            "2025-01-10 WARNING 4 3 ODD: T has rows that differ for ODD; ODD: T has rows that differ"
                + " for ODD; TWIN: T repeats an equal row of TWIN",
            "2025-01-13 INFO 1 0 ");
  }

  @Test
  void tickerOfAnotherFormIsRejectedOrAnError() {
    bench.allowBrokenRows();
    bench.reject(
        FRIDAY,
        "{\"o\":1}",
        "T must be a ticker of 1 to 20 letters, digits and dots but was nothing");
    bench.bar("A B", MONDAY, 10);

    assertThat(bench.check(QualityRule.TICKER_FORM, FRIDAY, MONDAY))
        .containsExactly(
            "2025-01-10 WARNING 2 1 row: T must be a ticker of 1 to 20 letters, digits and dots but"
                + " was nothing",
            "2025-01-13 ERROR 2 1 A B: stored");
  }

  @Test
  void stampOfAnotherDateIsCountedFromTheRejects() {
    bench.reject(
        MONDAY, "{\"T\":\"LATE\"}", "t must be on 2025-01-13 in New York but was 1736542800000");

    assertThat(bench.check(QualityRule.TIMESTAMP_ON_DATE, FRIDAY, MONDAY))
        .containsExactly(
            "2025-01-10 INFO 1 0 ",
            "2025-01-13 WARNING 2 1 LATE: t must be on 2025-01-13 in New York but was 1736542800000");
  }

  @Test
  void whatIsOfNoOtherKindCannotBeRead() {
    bench.reject(MONDAY, "[]", "a row must be an object");
    bench.reject(MONDAY, "{\"T\":\"TEXT\"}", "c must be a number but was \"12\"");

    assertThat(bench.check(QualityRule.READABLE, FRIDAY, MONDAY))
        .containsExactly(
            "2025-01-10 INFO 1 0 ",
            "2025-01-13 WARNING 3 2 TEXT: c must be a number but was \"12\"; row: a row must be an"
                + " object");
  }

  @Test
  void rejectsOfOtherListsAreNotTheSessions() {
    bench.execute(
        "INSERT INTO rejected_rows (source, dataset, trading_date, original, reason)"
            + " VALUES ('polygon', 'splits', '2025-01-10', '{}', 'T must be a ticker but was nothing')");

    assertThat(bench.check(QualityRule.TICKER_FORM, FRIDAY, FRIDAY))
        .containsExactly("2025-01-10 INFO 1 0 ");
  }

  @Test
  void sampleIsTheFirstFive() {
    for (String ticker : new String[] {"F", "B", "D", "A", "C", "E"}) {
      bench.reject(FRIDAY, "{\"T\":\"" + ticker + "\"}", "v must be >= 0 but was -1");
    }

    assertThat(bench.check(QualityRule.VOLUME, FRIDAY, FRIDAY))
        .containsExactly(
            "2025-01-10 WARNING 7 6 A: v must be >= 0 but was -1; B: v must be >= 0 but was -1; C: v"
                + " must be >= 0 but was -1; D: v must be >= 0 but was -1; E: v must be >= 0 but was"
                + " -1");
  }
}
