package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "ingest",
        "references",
        "returns",
        "backfill",
        "quality",
        "features",
        "dataset",
        "dataset list",
        "dataset show",
        "dataset create",
        "dataset export",
        "dataset delete",
        "models",
        "models list",
        "models show",
        "models compare",
        "models promote",
        "models rollback",
        "models delete",
        "models export",
        "models prune",
        "models searches",
        "monitor",
        "retrain",
        "predict",
        "evaluate",
        "status",
        "sql",
        "sandbox",
        "train",
        "train lstm",
        "bench",
        "bench lstm",
        "bench arima",
        "arima",
        "train arima",
        "flink",
        "flink start",
        "flink stop",
        "flink status",
        "flink jobs",
        "flink attach",
        "flink cancel",
        "backfill-runs",
        "backfill-runs create",
        "backfill-runs list",
        "backfill-runs show",
        "backfill-runs pause",
        "backfill-runs resume",
        "backfill-runs cancel",
        "pools",
        "pools list",
        "pools get",
        "pools set",
        "pools delete",
        "pools export",
        "pools import",
        "variables",
        "variables list",
        "variables get",
        "variables set",
        "variables delete",
        "variables export",
        "variables import",
        "connections",
        "connections list",
        "connections get",
        "connections set",
        "connections delete",
        "connections export",
        "connections import",
        "connections test",
        "standalone",
        "scheduler",
        "worker",
        "notifications",
        "notifications list",
        "notifications test",
        "notifications resend",
        "dags",
        "dags list",
        "dags show",
        "dags validate",
        "dags test",
        "dags trigger",
        "dags pause",
        "dags unpause",
        "dags next",
        "dags graph",
        "dags delete",
        "runs",
        "runs list",
        "runs logs",
        "runs show",
        "runs clear",
        "runs mark",
        "runs why",
        "tasks",
        "tasks test",
        "tasks render",
        "tasks clear",
        "tasks approve",
        "tasks mark",
        "db",
        "db start",
        "db stop",
        "db status",
        "db url",
        "db migrate",
        "db prune",
        "db reset"
      })
  void everyCommandExplainsItself(String command) {
    Cli.Result result = Cli.bare().run((command + " --help").split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Usage: financeflow " + command)
        .containsPattern("-h, --help +Show this help message and exit\\.")
        .contains("--debug");
  }

  @Test
  void rootListsItsCommandsAndExitCodes() {
    Cli.Result result = Cli.bare().run("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo(Cli.bare().run().out());
    assertThat(result.out().lines().filter(line -> line.matches("  [a-z-]+  +[A-Z].*")))
        .extracting(line -> line.strip().replaceFirst(" .*", ""))
        .containsExactly(
            "help",
            "generate-completion",
            "demo",
            "ingest",
            "references",
            "returns",
            "backfill",
            "quality",
            "features",
            "dataset",
            "train",
            "models",
            "monitor",
            "retrain",
            "predict",
            "evaluate",
            "status",
            "sql",
            "db",
            "sandbox",
            "bench",
            "arima",
            "flink",
            "backfill-runs",
            "pools",
            "variables",
            "connections",
            "notifications",
            "standalone",
            "scheduler",
            "worker",
            "dags",
            "runs",
            "tasks");
    assertThat(result.out())
        .endsWith(
            """
            Exit codes:
               0   done
               1   failed in a way not listed here
               2   wrong command line or setting
              10   not ready, retry later
              20   bad input, a retry will fail too
              30   vendor refused the key or the plan
              40   database cannot be reached or refuses
            """);
  }

  @Test
  void versionIsOneLine() {
    assertThat(Cli.bare().run("--version").out()).isEqualTo("FinanceFlow 0.1.0\n");
  }
}
