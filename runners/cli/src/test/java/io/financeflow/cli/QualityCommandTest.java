package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.financeflow.sandbox.SandboxSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks of what a simulated vendor sent, well or badly. It is Friday 31 January 2025, 17:00. */
@ExtendWith(PostgresExtension.class)
class QualityCommandTest {
  private final Tables tables;
  private final Cli cli;

  QualityCommandTest(Database database) {
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  private Cli.Result ingest(SandboxSettings settings, String from, String to) {
    try (Vendor vendor = Vendor.start(settings)) {
      return cli.run("ingest", "--vendor-url", vendor.url(), "--from", from, "--to", to);
    }
  }

  /** The violations, as {@code 2025-01-10 row_count ERROR 1/1 30 bars, median 39}. */
  private List<String> violations(String... arguments) {
    JsonObject report = cli.run(arguments).json();
    return StreamSupport.stream(report.getAsJsonArray("checks").spliterator(), false)
        .map(element -> element.getAsJsonObject())
        .filter(check -> check.get("violations").getAsLong() > 0)
        .map(
            check ->
                "%s %s %s %s/%s %s"
                    .formatted(
                        check.get("session").getAsString(),
                        check.get("rule").getAsString(),
                        check.get("severity").getAsString(),
                        check.get("violations"),
                        check.get("checked"),
                        check.get("sample").getAsString()))
        .toList();
  }

  @Test
  void emptyDatabaseSaysWhatToDo() {
    Cli.Result result = cli.run("quality");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo("nothing stored yet: run ./financeflow demo, or ./financeflow ingest --help\n");
    assertThat(cli.run("quality", "--missing", "--json").out()).isEqualTo("{}\n");
  }

  @Test
  void sixtyCleanSessionsHaveNoErrors() {
    ingest(Vendor.settings(), "2024-11-01", "2025-01-30");
    cli.run("returns", "--from", "2024-11-01", "--to", "2025-01-30");

    Cli.Result result = cli.run("quality", "--from", "2024-11-01", "--to", "2025-01-30", "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.json().get("errors").getAsInt()).isZero();
    assertThat(result.json().getAsJsonArray("checks")).hasSize(60 * 16);
    assertThat(result.json().get("warnings").getAsInt()).isZero();
    assertThat(tables.number("SELECT count(*) FROM complete_sessions")).isEqualTo(60);
    assertThat(cli.run("quality", "--missing").exitCode()).isZero();
  }

  @Test
  void withoutDatesTheLastSessionAndThoseDueSince() {
    ingest(Vendor.settings(), "2025-01-27", "2025-01-28");

    Cli.Result result = cli.run("quality");

    assertThat(result.exitCode()).isEqualTo(20);
    assertThat(result.out())
        .matches(
            """
            session     rule       severity  checked  violations  sample
            -+
            2025-01-29  freshness  ERROR           1           1  no bars, due since 2025-01-30 09:00 UTC
            2025-01-30  freshness  ERROR           1           1  no bars, due since 2025-01-31 09:00 UTC
            quality: 48 checks of 3 sessions 2025-01-28..2025-01-30: 46 passed, 0 info, 0 warnings, 2 errors in [0-9.]+ s
            """);
    assertThat(cli.run("quality", "--date", "2025-01-28").exitCode()).isZero();
    assertThat(cli.run("quality", "--rule", "calendar").exitCode()).isZero();
  }

  @Test
  void sessionThatIsNotDueIsToBeAskedForLater() {
    Cli.Result result = cli.run("quality", "--date", "2025-01-31");

    assertThat(result.exitCode()).isEqualTo(10);
    assertThat(result.errors())
        .containsExactly(
            "error: no bars of 2025-01-31 yet, which are due at 2025-02-01T09:00:00Z: retry then");
  }

  @Test
  void partOfADayIsFoundByItsRowsAndTheTickersMissing() {
    ingest(Vendor.settings(), "2025-01-02", "2025-01-15");
    tables.execute(
        """
        DELETE FROM daily_bars WHERE trading_date = '2025-01-14' AND ticker IN (
          SELECT ticker FROM daily_bars WHERE trading_date = '2025-01-14' ORDER BY ticker LIMIT 10)
        """);

    assertThat(violations("quality", "--from=2025-01-13", "--to=2025-01-15", "--json"))
        .hasSize(2)
        .anySatisfy(
            found ->
                assertThat(found).startsWith("2025-01-14 missing_against_yesterday ERROR 10/39 "))
        .contains("2025-01-14 row_count ERROR 1/1 29 bars, median 39");
    assertThat(cli.run("quality", "--date", "2025-01-14").exitCode()).isEqualTo(20);
    assertThat(tables.column("SELECT trading_date FROM session_quality WHERE NOT complete"))
        .containsExactly("2025-01-14");
    assertThat(cli.run("quality", "--missing", "--from=2025-01-13", "--to=2025-01-15").out())
        .contains(
            "QUALITY     2025-01-14  2025-01-14         1  broken: missing_against_yesterday row_count\n");
  }

  @Test
  void copyOfTheDayBeforeIsStale() {
    ingest(Vendor.settings(), "2025-01-13", "2025-01-14");
    tables.execute(
        """
        UPDATE daily_bars b SET open = p.open, high = p.high, low = p.low, close = p.close,
          volume = p.volume
        FROM daily_bars p WHERE b.trading_date = '2025-01-14' AND p.trading_date = '2025-01-13'
          AND p.ticker = b.ticker
        """);

    assertThat(
            violations(
                "quality", "--date=2025-01-14", "--json", "--rule", "stale_close", "row_count"))
        .hasSize(1)
        .allSatisfy(found -> assertThat(found).startsWith("2025-01-14 stale_close ERROR 39/39 "));
  }

  @Test
  void rejectsOfEveryFaultAreFoundByTheirRule() {
    List<String> faults =
        List.of(
            "high-below-low ohlc_order",
            "negative positive_prices",
            "duplicate duplicates",
            "nul ticker_form",
            "wrong-day timestamp_on_date",
            "text-number readable",
            "null-field readable");
    for (String pair : faults) {
      String[] fault = pair.split(" ", -1);
      ingest(Vendor.settings().withFaults(fault[0] + "=always"), "2025-01-14", "2025-01-14");

      assertThat(violations("quality", "--date=2025-01-14", "--json"))
          .as(pair)
          .hasSize(1)
          .allSatisfy(
              found -> assertThat(found).startsWith("2025-01-14 " + fault[1] + " WARNING "));
    }
    assertThat(cli.run("quality", "--date", "2025-01-14").exitCode()).isZero();
    assertThat(cli.run("quality", "--date", "2025-01-14", "--strict").exitCode()).isEqualTo(20);
  }
}
