package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.sandbox.MarketSource;
import io.financeflow.sandbox.SandboxSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Returns of 26 sessions, from Monday 23 December 2024 to Friday 31 January 2025. */
@ExtendWith(PostgresExtension.class)
class ReturnsCommandTest {
  private static final String FIRST = "2024-12-23";
  private static final String LAST = "2025-01-31";

  /** The same figures by SQL alone: the lag of each ticker, its splits multiplied in. */
  private static final String EXPECTED =
      """
      CREATE OR REPLACE VIEW expected AS
      WITH sessions AS (
        SELECT trading_date, row_number() OVER (ORDER BY trading_date) AS session
        FROM (SELECT DISTINCT trading_date FROM daily_bars) d),
      pairs AS (
        SELECT ticker, trading_date, close, session, daily_return,
          lag(trading_date) OVER w AS previous_date,
          lag(close) OVER w AS previous_close,
          lag(session) OVER w AS previous_session
        FROM daily_bars JOIN sessions USING (trading_date)
        WINDOW w AS (PARTITION BY ticker ORDER BY trading_date)),
      factors AS (
        SELECT p.*, coalesce((
          SELECT exp(sum(ln(split_from / split_to))) FROM (
            SELECT DISTINCT execution_date, split_from, split_to FROM splits s
            WHERE s.ticker = p.ticker AND s.execution_date > p.previous_date
              AND s.execution_date <= p.trading_date) distinct_splits), 1) AS factor,
          EXISTS (
            SELECT FROM tickers t WHERE t.ticker = p.ticker
              AND t.delisted_date >= p.previous_date AND t.delisted_date < p.trading_date
          ) AS other_company
        FROM pairs p)
      SELECT ticker, trading_date, factor, session - previous_session AS gap, daily_return AS actual,
        CASE WHEN other_company THEN NULL
          ELSE close / (previous_close * factor) - 1 END AS expected
      FROM factors
      """;

  private static Vendor vendor;

  private final Tables tables;
  private final Cli cli;

  ReturnsCommandTest(Database database) {
    this.tables = new Tables(database);
    this.cli =
        Cli.on(database.settings())
            .with("POLYGON_BASE_URL", vendor.url())
            .with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  @BeforeAll
  static void startVendor() {
    vendor = Vendor.start(SandboxSettings.of(MarketSource.simulated(42, 750), Cli.CLOCK));
  }

  @AfterAll
  static void stopVendor() {
    vendor.close();
  }

  @BeforeEach
  void expect() {
    tables.execute(EXPECTED);
  }

  private void ingest(String from, String to) {
    assertThat(cli.run("ingest", "--date", from, "--to", to).exitCode()).isZero();
  }

  @Test
  void everyReturnIsThatOfSql() {
    ingest(FIRST, LAST);

    Cli.Result result = cli.run("returns", "--date", FIRST, "--to", LAST);

    long rows = tables.number("SELECT count(*) FROM daily_bars");
    long changed = tables.number("SELECT count(*) FROM expected WHERE expected IS NOT NULL");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "returns: %,d rows, %,d changed, 0 rejected, 26 done in 0.0 s%n",
                rows,
                changed));
    assertThat(
            tables.column(
                """
                SELECT ticker || ' ' || trading_date || ' ' || concat(actual, ' for ', expected)
                FROM expected WHERE (actual IS NULL) <> (expected IS NULL)
                  OR abs(actual - expected) > 1e-12
                """))
        .isEmpty();
    assertThat(tables.number("SELECT count(*) FROM expected WHERE factor <> 1")).isPositive();
    assertThat(
            tables.number(
                "SELECT count(*) FROM daily_bars WHERE daily_return IS NULL AND trading_date = '"
                    + FIRST
                    + "'"))
        .isEqualTo(vendor.rows(FIRST));
  }

  @Test
  void secondRunChangesNothing() {
    ingest("2025-01-10", "2025-01-14");
    cli.run("returns", "--date", "2025-01-10", "--to", "2025-01-14");
    List<String> before = tables.bars();

    Cli.Result again = cli.run("returns", "--date", "2025-01-10", "--to", "2025-01-14", "--json");

    assertThat(again.exitCode()).isZero();
    assertThat(again.attempts())
        .containsExactly(
            "daily_return 2025-01-10 DONE rows=%d changed=0 rejected=0"
                .formatted(vendor.rows("2025-01-10")),
            "daily_return 2025-01-13 DONE rows=%d changed=0 rejected=0"
                .formatted(vendor.rows("2025-01-13")),
            "daily_return 2025-01-14 DONE rows=%d changed=0 rejected=0"
                .formatted(vendor.rows("2025-01-14")));
    assertThat(tables.bars()).isEqualTo(before);
    assertThat(tables.column("SELECT DISTINCT revision FROM daily_bars")).containsExactly("1");
  }

  @Test
  void sessionWithoutBarsIsNotReady() {
    ingest("2025-01-10", "2025-01-10");

    Cli.Result result = cli.run("returns", "--date", "2025-01-10", "--to", "2025-01-13");

    assertThat(result.exitCode()).isEqualTo(10);
    assertThat(result.errors())
        .containsExactly(
            "error: daily_return: no bars stored for 2025-01-13: run ./financeflow ingest --date"
                + " 2025-01-13 first");
  }

  @Test
  void closedDayHasNothingToDo() {
    Cli.Result result = cli.run("returns", "--date", "2025-01-18", "--to", "2025-01-20");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("returns: 0 rows, 0 changed, 0 rejected in 0.0 s\n");
  }

  @Test
  void gapIsBridgedUpToItsLimit() {
    ingest("2025-01-06", "2025-01-06");
    ingest("2025-01-10", "2025-01-10");
    String found = "SELECT count(*) FROM daily_bars WHERE daily_return IS NOT NULL";

    // The 9th was a day of mourning: two sessions lie between, so the gap is three.
    cli.run("returns", "--date", "2025-01-10", "--max-gap", "2");
    long within2 = tables.number(found);
    cli.run("returns", "--date", "2025-01-10", "--max-gap", "3");
    long within3 = tables.number(found);
    Cli.Result again = cli.run("returns", "--date", "2025-01-10", "--max-gap", "1", "--json");

    assertThat(within2).isZero();
    assertThat(within3)
        .isPositive()
        .isEqualTo(tables.number("SELECT count(*) FROM expected WHERE expected IS NOT NULL"));
    assertThat(again.attempts())
        .containsExactly(
            "daily_return 2025-01-10 DONE rows=%d changed=%d rejected=0"
                .formatted(vendor.rows("2025-01-10"), within3));
    assertThat(tables.number(found)).isZero();
  }
}
