package io.financeflow.pipelines.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.quality.QualityRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is stored and logged, whatever the rules; and which sessions are complete. */
@ExtendWith(PostgresExtension.class)
class QualityPipelineTest {
  private final QualityBench bench;

  QualityPipelineTest(Database database) {
    this.bench = new QualityBench(database);
  }

  @Test
  void passedRulesAreStoredToo() {
    bench.bar("AAPL", "2025-01-10", 100);

    bench.check("2025-01-10", "2025-01-10");

    assertThat(
            bench.query(
                "SELECT rule, severity, checked, violations, sample = '' FROM quality_checks ORDER BY 1"))
        .containsExactly(
            "calendar INFO 1 0 t",
            "duplicates INFO 1 0 t",
            "freshness INFO 1 0 t",
            "missing_against_yesterday INFO 0 0 t",
            "ohlc_order INFO 1 0 t",
            "positive_prices INFO 1 0 t",
            "readable INFO 1 0 t",
            "return_outlier INFO 0 0 t",
            "returns_due INFO 1 0 t",
            "row_count INFO 0 0 t",
            "split_move INFO 0 0 t",
            "stale_close INFO 0 0 t",
            "ticker_form INFO 1 0 t",
            "timestamp_on_date INFO 1 0 t",
            "volume INFO 1 0 t",
            "volume_jump INFO 0 0 t");
  }

  @Test
  void secondCheckLeavesEveryRowUntouched() {
    bench.bar("AAPL", "2025-01-10", 100);
    bench.bar("AAPL", "2025-01-11", 100);
    bench.check("2025-01-10", "2025-01-13");
    List<String> rows = bench.query("SELECT ctid, q.* FROM quality_checks q ORDER BY 2, 3");

    bench.check("2025-01-10", "2025-01-13");

    assertThat(rows).hasSize(48);
    assertThat(bench.query("SELECT ctid, q.* FROM quality_checks q ORDER BY 2, 3")).isEqualTo(rows);
    assertThat(
            bench.query(
                "SELECT attempt, trading_date, status, row_count, changed_count FROM ingestion_logs"
                    + " ORDER BY 1, 2"))
        .containsExactly(
            "1 2025-01-10 DONE 1 16",
            "1 2025-01-11 BAD_INPUT 1 16",
            "1 2025-01-13 BAD_INPUT 0 16",
            "2 2025-01-10 DONE 1 0",
            "2 2025-01-11 BAD_INPUT 1 0",
            "2 2025-01-13 BAD_INPUT 0 0");
  }

  @Test
  void logSaysWhatIsBrokenAndWhatToDo() {
    bench.bar("AAPL", "2025-01-11", 100);

    bench.check("2025-01-11", "2025-01-14");

    assertThat(
            bench.query(
                "SELECT source, dataset, trading_date, status, error FROM ingestion_logs ORDER BY 3"))
        .containsExactly(
            "financeflow quality_checks 2025-01-11 BAD_INPUT 2025-01-11 breaks calendar (1 bars on a"
                + " day without session): see ./financeflow quality --missing --from 2025-01-11 --to"
                + " 2025-01-11",
            "financeflow quality_checks 2025-01-13 BAD_INPUT 2025-01-13 breaks freshness (no bars,"
                + " due since 2025-01-14 09:00 UTC): see ./financeflow quality --missing --from"
                + " 2025-01-13 --to 2025-01-13",
            "financeflow quality_checks 2025-01-14 NOT_READY no bars of 2025-01-14 yet, which are due"
                + " at 2025-01-15T09:00:00Z: retry then");
  }

  @Test
  void rulesThatAreNotAskedForKeepTheirResults() {
    bench.check("2025-01-10", "2025-01-10");
    bench.bar("AAPL", "2025-01-10", 100);

    assertThat(bench.check(QualityRule.CALENDAR, "2025-01-10", "2025-01-10"))
        .containsExactly("2025-01-10 INFO 1 0 ");

    assertThat(bench.query("SELECT errors, broken FROM session_quality"))
        .containsExactly("1 freshness");
  }

  @Test
  void weekendWithoutBarsIsNothingToCheck() {
    bench.check("2025-01-11", "2025-01-12");

    assertThat(bench.query("SELECT * FROM quality_checks")).isEmpty();
    assertThat(bench.query("SELECT * FROM ingestion_logs")).isEmpty();
  }

  @Test
  void sessionIsCompleteWhenDoneAndWithoutError() {
    bench.attempt("2025-01-02", "DONE");
    bench.attempt("2025-01-03", "DONE");
    bench.attempt("2025-01-03", "FAILED");
    bench.attempt("2025-01-06", "FAILED");
    bench.attempt("2025-01-06", "DONE");
    bench.attempt("2025-01-07", "DONE");
    bench.attempt("2025-01-09", "CLOSED");
    for (String done : List.of("2025-01-02", "2025-01-06", "2025-01-08")) {
      bench.bar("AAPL", done, 100);
    }

    bench.check("2025-01-06", "2025-01-08");

    assertThat(
            bench.query(
                "SELECT trading_date, status, rules, warnings, errors, broken, complete"
                    + " FROM session_quality ORDER BY 1"))
        .containsExactly(
            "2025-01-02 DONE 0 0 0  t",
            "2025-01-03 FAILED 0 0 0  f",
            "2025-01-06 DONE 16 0 0  t",
            "2025-01-07 DONE 16 0 1 freshness f",
            "2025-01-08 null 16 0 0  f");
    assertThat(bench.query("SELECT * FROM complete_sessions ORDER BY 1"))
        .containsExactly("2025-01-02", "2025-01-06");
  }

  @Test
  void stretchesLeaveNoDayOut() {
    DateRange range = new DateRange(LocalDate.of(2024, 7, 6), LocalDate.of(2025, 1, 12));

    List<DateRange> stretches = QualityPipeline.stretches(range);

    assertThat(stretches)
        .extracting(DateRange::toString)
        .containsExactly(
            "2024-07-06..2024-10-03", "2024-10-04..2025-01-05", "2025-01-06..2025-01-12");
  }

  @Test
  void lastDueSessionIsTheOneOfYesterdayFromFourInTheMorningOn() {
    assertThat(Publication.lastDue(Instant.parse("2025-01-14T08:59:59Z"))).isEqualTo("2025-01-10");
    assertThat(Publication.lastDue(Instant.parse("2025-01-14T09:00:00Z"))).isEqualTo("2025-01-13");
  }
}
