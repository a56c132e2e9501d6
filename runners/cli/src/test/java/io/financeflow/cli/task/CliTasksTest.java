package io.financeflow.cli.task;

import static io.financeflow.orchestrator.dag.TaskKind.PipelineMode.DIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.cli.Cli;
import io.financeflow.orchestrator.dag.DagProblem;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.yaml.DagDocument;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CliTasksTest {
  private final CliTasks tasks = TestTasks.of(Cli.bare());

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> tasks.task(new TaskKind.Pipeline("ingset", DIRECT, Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown pipeline 'ingset'; did you mean 'ingest'? known are backfill-features,"
                + " backfill-ingest, backfill-returns, features, ingest, monitor, quality,"
                + " references, retrain, returns");
    assertThatThrownBy(() -> tasks.task(new TaskKind.Java("analyse", Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown Java task 'analyse'; known are forecast, prune, vendor_ready");
    assertThatThrownBy(() -> tasks.task(new TaskKind.Empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no worker is needed for Empty: the scheduler decides it");
  }

  @Test
  void javaTasksOfOthersAreFound() throws Exception {
    assertThat(tasks.task(new TaskKind.Java("prune", Map.of())).run(TestAttempt.of("2025-01-10")))
        .isEqualTo(TaskOutcome.done());
  }

  @Test
  void everythingUnknownInADagIsAProblem() {
    assertThat(
            tasks.problems(
                DagDocument.read(
                    "wrong.yaml",
                    """
                    dag: wrong
                    tasks:
                      a: {pipeline: {name: ingest, args: {dat: "2025-01-10"}}}
                      b: {pipeline: {name: load}}
                      c: {java: {name: vendor_ready, args: {date: "{{ ds }}", evry: 5m}}}
                      d: {java: {name: sleep}}
                      e: {java: {name: prune, args: {keep: 30d}}}
                      f: {pipeline: {name: returns, run: flink, args: {date: "{{ ds }}", flink-master: "a:1"}}}
                      g: {shell: {command: [echo]}}
                    """)))
        .containsExactly(
            new DagProblem(
                "a",
                "unknown argument 'dat'; did you mean 'date'? known are date, flink-master, from,"
                    + " include-otc, max-rejects, parallelism, references, requests-per-minute, to,"
                    + " vendor-url"),
            new DagProblem("a", "the argument 'date' is missing"),
            new DagProblem(
                "b",
                "unknown pipeline 'load'; known are backfill-features, backfill-ingest,"
                    + " backfill-returns, features, ingest, monitor, quality, references, retrain,"
                    + " returns"),
            new DagProblem(
                "c",
                "unknown argument 'evry'; did you mean 'every'? known are date, every, timeout"),
            new DagProblem(
                "d", "unknown Java task 'sleep'; known are forecast, prune, vendor_ready"),
            new DagProblem("e", "unknown argument 'keep'; there are none"));
  }
}
