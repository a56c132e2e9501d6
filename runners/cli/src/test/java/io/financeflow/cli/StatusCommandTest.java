package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class StatusCommandTest {
  private final Cli cli;

  StatusCommandTest(Database database) {
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  private void ingestWithAGap() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      here.run("ingest", "--date", "2025-01-10", "--references", "none");
      here.run("ingest", "--date=2025-01-17", "--to=2025-01-21", "--references=none");
    }
  }

  @Test
  void emptyDatabaseSaysWhatToDo() {
    Cli.Result result = cli.run("status");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            rows           0
            tickers        0
            first session  none
            last session   none
            returns        0
            splits         0
            dividends      0
            listings       0
            rejects        0
            sources        none
            incomplete     none
            gaps           none
            nothing ingested yet: run ./financeflow demo, or ./financeflow ingest --help
            """);
  }

  @Test
  void gapIsNamedAndSimulatedDataLabelled() {
    ingestWithAGap();

    Cli.Result result = cli.run("status");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            SIMULATED DATA: these prices were made by the sandbox
            rows           117
            tickers        39
            first session  2025-01-10
            last session   2025-01-21
            returns        0
            splits         0
            dividends      0
            listings       0
            rejects        0
            sources        simulated
            incomplete     11 of the last 14 sessions: see ./financeflow quality --missing --from 2025-01-10 --to 2025-01-30
            gaps           4 sessions without bars: 2025-01-13 2025-01-14 2025-01-15 2025-01-16

            started_utc       datasets    dates                   rows  changed  rejected  statuses
            ------------------------------------------------------------------------------------------
            2025-01-31 22:00  daily_bars  2025-01-17..2025-01-21    78       78         0  CLOSED DONE
            2025-01-31 22:00  daily_bars  2025-01-10                39       39         0  DONE
            """);
  }

  @Test
  void jsonSaysTheSame() {
    ingestWithAGap();

    Cli.Result result = cli.run("status", "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            {"rows":117,"tickers":39,"first_session":"2025-01-10","last_session":"2025-01-21",\
            "returns":0,"splits":0,"dividends":0,"listings":0,"rejects":0,"sources":"simulated",\
            "incomplete":11,"gaps":["2025-01-13","2025-01-14","2025-01-15","2025-01-16"],"runs":[\
            {"started_utc":"2025-01-31 22:00","datasets":"daily_bars",\
            "dates":"2025-01-17..2025-01-21","rows":"78","changed":"78","rejected":"0",\
            "statuses":"CLOSED DONE"},\
            {"started_utc":"2025-01-31 22:00","datasets":"daily_bars","dates":"2025-01-10",\
            "rows":"39","changed":"39","rejected":"0","statuses":"DONE"}]}
            """);
  }

  @Test
  void emptyDatabaseIsJsonToo() {
    assertThat(cli.run("status", "--json").json())
        .hasToString(
            """
            {"rows":0,"tickers":0,"first_session":null,"last_session":null,"returns":0,"splits":0,\
            "dividends":0,"listings":0,"rejects":0,"sources":null,"incomplete":null,"gaps":[],"runs":[]}""");
  }
}
