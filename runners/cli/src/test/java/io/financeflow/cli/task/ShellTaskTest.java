package io.financeflow.cli.task;

import static io.financeflow.orchestrator.policy.ErrorClass.BAD_INPUT;
import static io.financeflow.orchestrator.policy.ErrorClass.INFRASTRUCTURE;
import static io.financeflow.orchestrator.policy.ErrorClass.NOT_READY;
import static io.financeflow.orchestrator.policy.ErrorClass.OTHER;
import static io.financeflow.orchestrator.policy.ErrorClass.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import io.financeflow.cli.Cli;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTaskTest {
  private final Path directory;

  ShellTaskTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private TaskOutcome run(TestAttempt attempt, String... command) throws Exception {
    return run(attempt, Map.of(), command);
  }

  private TaskOutcome run(TestAttempt attempt, Map<String, String> variables, String... command)
      throws Exception {
    Cli cli = Cli.in(directory).with("HOMELAND", "here").with("FINANCEFLOW_TTY", "1");
    return TestTasks.task(cli, new TaskKind.Shell(List.of(command), variables)).run(attempt);
  }

  @Test
  void programIsGivenItsWordsAsTheyAre() throws Exception {
    TestAttempt attempt = TestAttempt.of("2025-01-10");

    TaskOutcome outcome = run(attempt, "printf", "%s|", "{{ ds }}", "two words", "$HOME; *");

    assertThat(outcome).isEqualTo(TaskOutcome.done());
    assertThat(attempt.lines()).containsExactly("2025-01-10|two words|$HOME; *|");
  }

  @Test
  void environmentSaysWhichAttemptItIs() throws Exception {
    TestAttempt attempt =
        TestAttempt.of("2025-01-08", "2025-01-10")
            .withOutputs("load", Map.of("rows", new JsonPrimitive(39)));

    TaskOutcome outcome =
        run(attempt, Map.of("ROWS", "{{ outputs.load.rows }}"), "sh", "-c", "pwd; env | sort");

    assertThat(outcome).isEqualTo(TaskOutcome.done());
    assertThat(attempt.lines())
        .contains(
            directory.toRealPath().toString(),
            "FINANCEFLOW_ATTEMPT=2",
            "FINANCEFLOW_DAG_ID=daily",
            "FINANCEFLOW_DS=2025-01-10",
            "FINANCEFLOW_RUN_ID=daily__1",
            "FINANCEFLOW_TASK_ID=load",
            "HOMELAND=here",
            "ROWS=39")
        .noneMatch(line -> line.startsWith("FINANCEFLOW_TTY"));
  }

  @Test
  void lastLineOfJsonBecomesOutputs() throws Exception {
    String script =
        "echo {\\\"outputs\\\": 1}; echo '{\"outputs\": {\"rows\": 7, \"to\": \"x\"}}'; echo >&2 end";

    assertThat(run(TestAttempt.of("2025-01-10"), "sh", "-c", script))
        .isEqualTo(TestTasks.done("{\"rows\": 7, \"to\": \"x\"}"));
    assertThat(run(TestAttempt.of("2025-01-10"), "echo", "{\"outputs\": {\"two words\": 1}}"))
        .isEqualTo(
            TaskOutcome.failed(
                BAD_INPUT,
                "its last line: an output key must be 1 to 64 letters, digits, _ or - but was 'two"
                    + " words'"));
    for (String line : List.of("{\"rows\": 7}", "{\"outputs\": 7}", "{not json", "done")) {
      assertThat(run(TestAttempt.of("2025-01-10"), "echo", line)).isEqualTo(TaskOutcome.done());
    }
  }

  @Test
  void exitCodeIsTheClassOfTheFailure() throws Exception {
    Map<Integer, ErrorClass> classes =
        Map.of(1, OTHER, 2, OTHER, 10, NOT_READY, 20, BAD_INPUT, 30, REFUSED, 40, INFRASTRUCTURE);
    for (Map.Entry<Integer, ErrorClass> entry : classes.entrySet()) {
      int code = entry.getKey();

      assertThat(run(TestAttempt.of("2025-01-10"), "sh", "-c", "echo a; echo b >&2; exit " + code))
          .isInstanceOfSatisfying(
              TaskOutcome.Failed.class,
              failed -> {
                assertThat(failed.error()).isEqualTo(entry.getValue());
                assertThat(failed.message()).isEqualTo("'sh' ended with exit code " + code);
                assertThat(failed.detail().lines()).containsExactlyInAnyOrder("a", "b");
              });
    }
    assertThat(TestTasks.brief(run(TestAttempt.of("2025-01-10"), "sh", "-c", "kill -9 $$")))
        .isEqualTo(
            TaskOutcome.failed(
                INFRASTRUCTURE,
                "'sh' was killed (signal 9): perhaps the machine is out of memory"));
  }

  @Test
  void whatCannotBeStartedOrRenderedIsBadInput() throws Exception {
    assertThat(run(TestAttempt.of("2025-01-10"), "no-such-program-5417"))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo(BAD_INPUT);
              assertThat(failed.message()).startsWith("cannot start 'no-such-program-5417': ");
            });
    assertThat(run(TestAttempt.of("2025-01-10"), "echo", "{{ outputs.load.rows }}"))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo(BAD_INPUT);
              assertThat(failed.message()).startsWith("unknown name 'load' in outputs");
            });
  }

  @Test
  void nothingIsLeftOfAnAttemptThatHasToStop() throws Exception {
    TestAttempt attempt = TestAttempt.of("2025-01-10").stoppedAt(line -> line.startsWith("pids "));

    assertThatThrownBy(
            () -> run(attempt, "sh", "-c", "sleep 600 & echo pids $$ $!; wait; echo not here"))
        .isInstanceOf(InterruptedException.class);

    assertThat(attempt.lines()).hasSize(1);
    for (String pid : attempt.lines().get(0).substring("pids ".length()).split(" ", -1)) {
      assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void whoDoesNotEndWhenAskedToIsKilled() throws Exception {
    Process stubborn =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while true; do sleep 600; done")
            .start();
    assertThat(stubborn.inputReader().readLine()).isEqualTo("ready");
    Optional<ProcessHandle> sleeper = stubborn.children().findFirst();

    new ProcessTree(stubborn.toHandle(), Duration.ofMillis(100)).end();

    assertThat(stubborn.waitFor()).isEqualTo(128 + 9);
    assertThat(sleeper.map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }
}
