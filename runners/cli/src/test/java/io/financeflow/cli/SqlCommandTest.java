package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class SqlCommandTest {
  private static final String ROWS =
      """
      SELECT * FROM (VALUES
        (1, 'plain', 1.50, true, date '2025-01-10'),
        (-20, 'with "quotes", commas' || chr(10) || 'and lines', -0.25, false, NULL),
        (NULL, '', NULL, NULL, NULL)) AS v (id, text, price, flag, day)
      """;

  private final Cli cli;
  private final Tables tables;

  SqlCommandTest(Database database) {
    this.cli = Cli.on(database.settings());
    this.tables = new Tables(database);
  }

  @Test
  void tableIsAligned() {
    Cli.Result result =
        cli.run(
            "sql",
            "SELECT * FROM (VALUES ('A', 5, true), ('MSFT', NULL, NULL)) AS v (ticker, n, flag)");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            ticker     n  flag
            ------------------
            A          5  t
            MSFT    NULL  NULL
            (2 rows)
            """);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void tableCountsOneRow() {
    assertThat(cli.run("sql", "SELECT 1 AS one").out()).isEqualTo("one\n---\n  1\n(1 row)\n");
  }

  @Test
  void csvFollowsRfc4180() {
    Cli.Result result = cli.run("sql", "-o", "csv", ROWS);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            id,text,price,flag,day
            1,plain,1.50,t,2025-01-10
            -20,"with ""quotes"", commas
            and lines",-0.25,f,
            ,"",,,
            """);
  }

  @Test
  void jsonKeepsTypes() {
    Cli.Result result = cli.run("sql", "--output=json", ROWS);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            {"id":1,"text":"plain","price":1.50,"flag":true,"day":"2025-01-10"}
            {"id":-20,"text":"with \\"quotes\\", commas\\nand lines","price":-0.25,"flag":false,"day":null}
            {"id":null,"text":"","price":null,"flag":null,"day":null}
            """);
  }

  @Test
  void jsonWritesNotANumberAsText() {
    assertThat(
            cli.run("sql", "-o", "json", "SELECT 'NaN'::float8 AS x, 'Infinity'::float8 AS y")
                .out())
        .isEqualTo("{\"x\":\"NaN\",\"y\":\"Infinity\"}\n");
  }

  @Test
  void writingIsRefusedUnlessAskedFor() {
    String insert = "INSERT INTO tickers (ticker, source) VALUES ('A', 'test')";

    Cli.Result refused = cli.run("sql", insert);
    long before = tables.number("SELECT count(*) FROM tickers");
    Cli.Result written = cli.run("sql", "--write", insert);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "error: ERROR: cannot execute INSERT in a read-only transaction: add --write to"
                + " allow it\n");
    assertThat(before).isZero();
    assertThat(written.exitCode()).isZero();
    assertThat(written.out()).isEqualTo("1 rows changed\n");
    assertThat(tables.column("SELECT ticker FROM tickers")).containsExactly("A");
  }

  @Test
  void syntaxErrorIsOneLine() {
    Cli.Result result = cli.run("sql", "SELEC 1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("error: ERROR: syntax error at or near \"SELEC\" Position: 1\n");
  }

  @Test
  void debugShowsTheStackTrace() {
    Cli.Result result = cli.run("sql", "--debug", "SELEC 1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("\tat io.financeflow.cli.SqlCommand.call(SqlCommand.java:");
  }
}
