package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands dags, runs and tasks, in a working directory with a folder of DAGs. */
@ExtendWith(PostgresExtension.class)
class DagsCommandTest {
  private static final String TWO =
      """
      dag: two
      schedule: {sessions: NYSE, at: close + 45m}
      params:
        word: {type: string, default: hello}
      tasks:
        say:
          shell: {command: [echo, "{{ params.word }} {{ ds }}"]}
        end:
          after: [say]
          empty: {}
      """;
  private static final String BAD =
      """
      dag: bad
      tasks:
        a:
          afer: [b]
          empty: {}
      """;
  private static final String FAILS =
      """
      dag: fails
      tasks:
        go:
          shell: {command: ["sh", "-c", "exit 20"]}
      """;

  private final Tables tables;
  private final Cli cli;
  private final Path folder;

  DagsCommandTest(Database database, @TempDir Path directory) throws IOException {
    tables = new Tables(database);
    cli =
        Cli.in(directory)
            .with(database.settings())
            .with("USER", "ann")
            .with("PATH", "/usr/bin:/bin");
    folder = Files.createDirectory(directory.resolve("dags"));
  }

  @BeforeEach
  void writeDags() throws IOException {
    Files.writeString(folder.resolve("two.yaml"), TWO);
  }

  private String succeed(String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out();
  }

  private String trigger(String... more) {
    List<String> args = new java.util.ArrayList<>(List.of("dags", "trigger", "two"));
    args.addAll(List.of(more));
    return succeed(args.toArray(String[]::new)).strip();
  }

  @Test
  void validateNamesFileLineAndRemedy() throws IOException {
    assertThat(succeed("dags", "validate", "dags/two.yaml")).isEqualTo("1 DAG is valid\n");
    Files.writeString(folder.resolve("bad.yaml"), BAD);

    Cli.Result result = cli.run("dags", "validate", "dags");

    assertThat(result.exitCode()).isEqualTo(20);
    assertThat(result.out())
        .startsWith("bad.yaml:4:5: unknown field 'afer'; did you mean 'after'?");
    assertThat(result.err()).isEqualTo("error: 1 problems: correct the files\n");
    assertThat(cli.run("dags", "validate", "nowhere").err())
        .isEqualTo("error: there is no file or folder nowhere\n");
  }

  @Test
  void validateKnowsTheNamesOfPipelines() throws IOException {
    Files.writeString(
        folder.resolve("p.yaml"), "dag: p\ntasks:\n  a:\n    pipeline: {name: ingst, args: {}}\n");

    Cli.Result result = cli.run("dags", "validate", "dags/p.yaml");

    assertThat(result.exitCode()).isEqualTo(20);
    assertThat(result.out()).contains("dags/p.yaml:1:1: task 'a': ").contains("ingest");
  }

  @Test
  void listShowsWhatIsLoadedAndWarnsOfBrokenFiles() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), BAD);

    Cli.Result result = cli.run("dags", "list", "-o", "json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).startsWith("warning: bad.yaml:4:5: unknown field 'afer'");
    assertThat(result.out())
        .contains(
            "{\"dag\":\"two\",\"paused\":true,\"next_due\":null,\"last_state\":null,\"last_run\":null,"
                + "\"version\":1,\"origin\":\"two.yaml\"}")
        .contains("\"dag\":\"daily_market\"");
  }

  @Test
  void nextListsSlotsWithDatesAndDueTimes() {
    assertThat(succeed("dags", "next", "two", "-n", "2", "--json"))
        .isEqualTo(
            "[{\"from\":\"2025-02-03\",\"to\":\"2025-02-03\",\"due\":\"Mon 2025-02-03 16:45 EST\","
                + "\"due_utc\":\"2025-02-03T21:45:00Z\",\"interval_start\":\"2025-01-31T21:00:00Z\","
                + "\"interval_end\":\"2025-02-03T21:00:00Z\"},"
                + "{\"from\":\"2025-02-04\",\"to\":\"2025-02-04\",\"due\":\"Tue 2025-02-04 16:45 EST\","
                + "\"due_utc\":\"2025-02-04T21:45:00Z\",\"interval_start\":\"2025-02-03T21:00:00Z\","
                + "\"interval_end\":\"2025-02-04T21:00:00Z\"}]\n");
  }

  @Test
  void graphIsATreeOrDot() {
    assertThat(succeed("dags", "graph", "two")).isEqualTo("two\n  say\n    end  <- say\n");
    assertThat(succeed("dags", "graph", "two", "-o", "dot"))
        .isEqualTo(
            """
            digraph "two" {
              rankdir=LR;
              "end";
              "say" -> "end";
              "say";
            }
            """);
  }

  @Test
  void unknownNamesAreRefusedWithAHint() {
    Cli.Result result = cli.run("dags", "graph", "tow");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("error: there is no DAG 'tow'; did you mean 'two'? known are");
    trigger();
    assertThat(cli.run("runs", "show", "two", "x").err())
        .startsWith("error: there is no run of two 'x'; known are manual__2025-01-31T22:00:00Z");
    assertThat(cli.run("dags", "trigger", "two", "--param", "wrd=x").err())
        .contains("unknown param 'wrd'; did you mean 'word'?");
  }

  @Test
  void triggeredRunOfAPausedDagSaysWhyItWaits() {
    Cli.Result result = cli.run("dags", "trigger", "two", "--note", "try");

    assertThat(result.out()).isEqualTo("manual__2025-01-31T22:00:00Z\n");
    assertThat(result.err())
        .isEqualTo("two is paused: the run starts after ./financeflow dags unpause two\n");
    assertThat(succeed("runs", "why", "two", "latest"))
        .isEqualTo(
            """
            manual__2025-01-31T22:00:00Z is queued
              no scheduler is alive: start one with ./financeflow scheduler
              the DAG is paused: ./financeflow dags unpause two
            """);
    assertThat(succeed("runs", "why", "two"))
        .isEqualTo(
            """
            two is paused
              the DAG is paused: ./financeflow dags unpause two
            """);
    assertThat(succeed("dags", "unpause", "two")).isEqualTo("on: two\n");
    assertThat(succeed("dags", "unpause", "two")).isEqualTo("two was on already\n");
    assertThat(succeed("runs", "why", "two", "latest"))
        .isEqualTo(
            """
            manual__2025-01-31T22:00:00Z is queued
              no scheduler is alive: start one with ./financeflow scheduler
            """);
    assertThat(succeed("runs", "list", "two", "--json"))
        .isEqualTo(
            "[{\"dag\":\"two\",\"run\":\"manual__2025-01-31T22:00:00Z\",\"state\":\"queued\","
                + "\"from\":\"2025-01-31\",\"to\":\"2025-01-31\",\"due\":\"2025-01-31T22:00:00Z\","
                + "\"took\":null,\"reason\":\"\"}]\n");
    assertThat(cli.run("runs", "clear", "two", "latest").err())
        .isEqualTo(
            "error: the run 'manual__2025-01-31T22:00:00Z' has not begun: there is nothing to clear\n");
    assertThat(succeed("runs", "mark", "two", "latest", "failed", "--note", "no"))
        .isEqualTo("manual__2025-01-31T22:00:00Z is marked failed\n");
    assertThat(tables.column("SELECT who || ' ' || action || ' ' || detail FROM audit ORDER BY at"))
        .contains("ann mark failed: no");
  }

  @Test
  void commandStartedElsewhereTakesNoDagAway(@TempDir Path elsewhere) {
    succeed("dags", "list");

    Cli other = new Cli(cli.variables(), elsewhere);
    assertThat(other.run("dags", "list", "--json").out()).contains("\"origin\":\"two.yaml\"}");
    assertThat(other.with("FINANCEFLOW_DAGS", "no/such").run("dags", "list").err())
        .startsWith("error: FINANCEFLOW_DAGS names no folder: ");
  }

  @Test
  void deleteAsksFirst() {
    trigger();
    succeed("runs", "mark", "two", "latest", "success");

    Cli.Result result = cli.run("dags", "delete", "two");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: this would delete two and its 1 runs, and it is still loaded from two.yaml:"
                + " say --yes to do it\n");
    assertThat(succeed("dags", "delete", "two", "--yes")).isEqualTo("deleted: two and 1 runs\n");
  }

  @Test
  void dagIsTestedWithoutLeavingATrace() {
    Cli.Result result = cli.run("dags", "test", "two", "2025-01-30", "--param", "word=bye");

    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("say | bye 2025-01-30").contains("end success");
    assertThat(result.out())
        .startsWith(
            "two manual__2025-01-30T21:45:00Z is success: all deciding tasks succeeded or were skipped\n"
                + "dates 2025-01-30 to 2025-01-30, due 2025-01-30T21:45:00Z, took ");
    assertThat(tables.number("SELECT count(*) FROM runs")).isZero();
    assertThat(
            tables.number(
                "SELECT count(*) FROM pg_database WHERE datname LIKE 'financeflow_test_________'"))
        .isZero();
  }

  @Test
  void failedTestIsExitCode1() throws IOException {
    Files.writeString(folder.resolve("fails.yaml"), FAILS);

    Cli.Result result = cli.run("dags", "test", "fails", "-o", "json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.json().get("state").getAsString()).isEqualTo("failed");
    assertThat(cli.run("tasks", "test", "fails", "go").exitCode()).isEqualTo(20);
  }

  @Test
  void taskIsRenderedAndTestedForItself() {
    assertThat(succeed("tasks", "render", "two", "say", "2025-01-30", "--json"))
        .isEqualTo("{\"shell\":{\"command\":[\"echo\",\"hello 2025-01-30\"]}}\n");
    Cli.Result result = cli.run("tasks", "test", "two", "say", "2025-01-30");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("hello 2025-01-30");
    assertThat(result.out()).startsWith("say done");
    assertThat(cli.run("tasks", "test", "two", "end").err())
        .isEqualTo("error: end needs no worker, the scheduler decides it: see dags test\n");
    assertThat(cli.run("tasks", "render", "two", "sy").err())
        .isEqualTo("error: there is no task of two 'sy'; did you mean 'say'? known are end, say\n");
    assertThat(tables.number("SELECT count(*) FROM runs")).isZero();
  }
}
