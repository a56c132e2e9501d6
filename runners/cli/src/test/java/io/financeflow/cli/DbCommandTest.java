package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.Migrations;
import io.financeflow.schema.db.PostgresExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
class DbCommandTest {
  private static final int LATEST = Migrations.latestVersion();

  /** Takes the tables away, so that the database is as its owner made it. */
  private static Cli empty(Database database) {
    new Tables(database).execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    return Cli.on(database.settings());
  }

  @Test
  void externalDatabaseIsMigratedOnlyWhenAsked(Database database) {
    Cli cli = empty(database);

    Cli.Result refused = cli.run("status");
    Cli.Result migrated = cli.run("db", "migrate");
    Cli.Result again = cli.run("db", "migrate");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "error: the database's tables are of version 0 and this program needs "
                + LATEST
                + ": run ./financeflow"
                + " db migrate\n");
    assertThat(migrated.exitCode()).isZero();
    assertThat(migrated.out()).isEqualTo("tables: version 0 -> " + LATEST + "\n");
    assertThat(again.out()).isEqualTo("tables: version %d -> %d\n".formatted(LATEST, LATEST));
    assertThat(cli.run("status").exitCode()).isZero();
  }

  @Test
  void statusOfAnExternalDatabase(Database database) {
    DatabaseSettings settings = database.settings();
    Cli cli = empty(database);

    assertThat(cli.run("db", "status", "--json").out())
        .isEqualTo(
            """
            {"embedded":false,"running":true,"url":"%s","user":"%s","tables_version":0,"tables_needed":%d}
            """
                .formatted(settings.url(), settings.user(), LATEST));
    assertThat(cli.run("db", "status").out())
        .isEqualTo(
            """
            embedded         false
            running          true
            url              %s
            user             %s
            tables_version   0
            tables_needed    %d
            """
                .formatted(settings.url(), settings.user(), LATEST));
  }

  @Test
  void urlHasNoPassword(DatabaseSettings settings) {
    Cli.Result result = Cli.on(settings).run("db", "url");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo(settings.url() + "?user=" + settings.user() + "\n");
    assertThat(settings.password()).isNotEmpty();
    assertThat(result.out()).doesNotContain(settings.password());
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "reset"})
  void serverOfAnotherIsLeftAlone(String verb) {
    Cli.Result result =
        Cli.bare().with("DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/x").run("db", verb);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: db "
                + verb
                + " is for the embedded database; DATABASE_URL or POSTGRES_HOST names another\n");
  }

  @Test
  void embeddedDatabaseKeepsItsRowsFromStartToStart(@TempDir Path directory) {
    Cli cli = Cli.bare().with("FINANCEFLOW_HOME", directory.toString());
    try {
      Cli.Result before = cli.run("db", "status", "--json");
      Cli.Result started = cli.run("db", "start");
      Cli.Result running = cli.run("db", "status", "--json");
      Cli.Result inserted =
          cli.run("sql", "--write", "INSERT INTO tickers (ticker, source) VALUES ('A', 'test')");
      Cli.Result stopped = cli.run("db", "stop");
      Cli.Result after = cli.run("db", "status");
      Cli.Result stoppedTwice = cli.run("db", "stop");
      Cli.Result rows = cli.run("sql", "-o", "csv", "SELECT ticker, source FROM tickers");
      Cli.Result unsure = cli.run("db", "reset");
      Cli.Result reset = cli.run("db", "reset", "--yes");
      Cli.Result none = cli.run("sql", "-o", "csv", "SELECT count(*) FROM tickers");

      assertThat(before.exitCode()).isEqualTo(40);
      assertThat(before.json())
          .hasToString(
              "{\"embedded\":true,\"running\":false,\"directory\":\"%s\"}"
                  .formatted(directory.resolve("postgres").resolve("data")));
      assertThat(started.exitCode()).isZero();
      assertThat(started.out())
          .matches("running: jdbc:postgresql://127\\.0\\.0\\.1:[0-9]+/financeflow\n");
      assertThat(running.exitCode()).isZero();
      assertThat(running.json().get("tables_version").getAsInt()).isEqualTo(LATEST);
      assertThat(inserted.out()).isEqualTo("1 rows changed\n");
      assertThat(stopped.exitCode()).isZero();
      assertThat(stopped.out()).isEqualTo("stopped\n");
      assertThat(after.exitCode()).isEqualTo(40);
      assertThat(after.out()).contains("running          false\n");
      assertThat(stoppedTwice.exitCode()).isZero();
      assertThat(rows.out()).isEqualTo("ticker,source\nA,test\n");
      assertThat(unsure.exitCode()).isEqualTo(2);
      assertThat(unsure.err())
          .isEqualTo(
              "error: this would delete all tables' rows, 0 bars among them: say --yes to do it\n");
      assertThat(reset.out()).isEqualTo("emptied\n");
      assertThat(none.out()).isEqualTo("count\n0\n");
    } finally {
      cli.run("db", "stop");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest --date 2025-01-10",
        "returns --date 2025-01-10",
        "status",
        "sql select",
        "db status",
        "db migrate"
      })
  void unreachableDatabaseIsOneLineWithoutThePassword(String line) {
    Cli cli =
        Cli.bare()
            .with("DATABASE_URL", "postgresql://reader:secret-7316@127.0.0.1:1/market")
            .with("POLYGON_API_KEY", "secret-7316");

    Cli.Result result = cli.run(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(40);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "error: No PostgreSQL answers at 127.0.0.1:1/market: start it, or correct the address\n");
  }

  @Test
  void wrongPasswordIsNotRepeated(DatabaseSettings settings) {
    Cli.Result result =
        Cli.on(settings).with("POSTGRES_PASSWORD", "secret-7316").run("status", "--debug");

    assertThat(result.exitCode()).isEqualTo(40);
    assertThat(result.err())
        .startsWith(
            "error: PostgreSQL at %s refuses user %s: check the password\n"
                .formatted(settings.location(), settings.user()))
        .doesNotContain("secret-7316");
  }
}
