package io.financeflow.orchestrator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.dag.TaskBuilder;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskLimits;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.policy.TriggerRule;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each condition that can hold something up, word for word. */
final class ObstaclesTest {

  private static final Instant NOON = Instant.parse("2025-01-31T12:00:00Z");
  private static final Instant LATER = Instant.parse("2025-01-31T12:30:00Z");
  private static final RunStanding.Paused ON = new RunStanding.Paused(false, "");
  private static final RunStanding.Paused OFF = new RunStanding.Paused(true, "3 runs failed");
  private static final TaskStanding.Room FREE =
      new TaskStanding.Room(Optional.of(2), List.of(), 16, List.of(), List.of(), List.of());
  private static final TaskStanding.Worker IDLE = new TaskStanding.Worker("host:1", 4, 0);

  /** {@code condition: text [held by; ...] until} of each. */
  private static List<String> lines(List<Obstacle> obstacles) {
    return obstacles.stream()
        .map(
            o ->
                o.condition().text()
                    + ": "
                    + o.text()
                    + (o.heldBy().isEmpty() ? "" : " " + o.heldBy())
                    + (o.until() == null ? "" : " -> " + o.until()))
        .toList();
  }

  private static RunStanding run(
      Instant due,
      RunStanding.Paused dag,
      RunStanding.@Nullable Backfill backfill,
      String... active) {
    return new RunStanding(
        "r", RunState.QUEUED, "", due, dag, Optional.ofNullable(backfill), 2, List.of(active));
  }

  @Test
  void queuedRunNamesItsTimeItsPauseAndWhoHoldsTheRunsAtOnce() {
    assertThat(lines(run(LATER, OFF, null, "a", "b#2").obstacles("daily", NOON)))
        .containsExactly(
            "not_due: it is due at 2025-01-31T12:30:00Z -> 2025-01-31T12:30:00Z",
            "dag_paused: the DAG is paused (3 runs failed): ./financeflow dags unpause daily",
            "max_active_runs: 2 of 2 runs at once are going [a, b#2]");
    assertThat(run(NOON, ON, null, "a").obstacles("daily", NOON)).isEmpty();
  }

  @Test
  void runOfABackfillMindsTheBackfillAndNotThePause() {
    RunStanding.Backfill paused = new RunStanding.Backfill("y2024", "PAUSED", null);
    RunStanding.Backfill second = new RunStanding.Backfill("y2024", "RUNNING", "y2023");

    assertThat(lines(run(NOON, OFF, paused).obstacles("daily", NOON)))
        .containsExactly("backfill_stopped: the backfill y2024 is paused");
    assertThat(lines(run(NOON, ON, second).obstacles("daily", NOON)))
        .containsExactly("backfill_before: the backfill y2024 waits for another one [y2023]");
  }

  @Test
  void dagWithoutANewRunSaysWhatItWaitsFor() {
    assertThat(lines(new DagStanding("d", false, OFF, LATER, List.of(), false).obstacles(NOON)))
        .containsExactly(
            "not_loaded: its file is gone or faulty: restore it, see dags validate",
            "dag_paused: the DAG is paused (3 runs failed): ./financeflow dags unpause d",
            "not_due: the next slot is due at 2025-01-31T12:30:00Z -> 2025-01-31T12:30:00Z");
    assertThat(lines(new DagStanding("d", true, ON, null, List.of(), false).obstacles(NOON)))
        .containsExactly("no_schedule: no slot is to come: ./financeflow dags trigger d");
    assertThat(lines(new DagStanding("d", true, ON, null, List.of("bars"), true).obstacles(NOON)))
        .containsExactly("assets: assets were not renewed since its last such run [bars]");
    assertThat(new DagStanding("d", true, ON, NOON, List.of(), false).obstacles(NOON)).isEmpty();
  }

  private static TaskSpec task(UnaryOperator<TaskBuilder> details) {
    return details.apply(new TaskBuilder("t", new TaskKind.Java("x", Map.of()))).build();
  }

  private static TaskStanding.Where where(TaskState state) {
    return where(state, "", null);
  }

  private static TaskStanding.Where where(TaskState state, String reason, @Nullable Instant look) {
    return new TaskStanding.Where(state, reason, -1, 2, look, NOON, "host:1");
  }

  private static List<String> of(TaskSpec task, TaskStanding.Where where, TaskStanding.Room room) {
    return lines(
        TaskObstacles.of(
            new TaskStanding(task, where, List.of(), Optional.empty(), room, List.of(IDLE))));
  }

  private static List<String> before(TaskSpec task, TaskStanding.Upstream... upstreams) {
    return lines(
        TaskObstacles.of(
            new TaskStanding(
                task,
                where(TaskState.NONE),
                List.of(upstreams),
                Optional.empty(),
                FREE,
                List.of())));
  }

  private static TaskStanding.Upstream up(String id, TaskState... states) {
    return new TaskStanding.Upstream(id, false, List.of(states), null);
  }

  @Test
  void triggerRuleNamesTheTasksItWaitsForAndTheirStates() {
    TaskSpec usual = task(t -> t);
    assertThat(
            before(
                usual,
                up("a", TaskState.SUCCESS),
                up("b", TaskState.RUNNING, TaskState.SUCCESS, TaskState.QUEUED)))
        .containsExactly(
            "trigger_rule: trigger rule all_success is not met yet [b is running, b is queued]");
    assertThat(before(usual, up("a", TaskState.FAILED), up("b", TaskState.NONE)))
        .containsExactly(
            "trigger_rule: trigger rule all_success: it is becoming upstream_failed"
                + " [a is failed, b is none]");
    assertThat(before(task(t -> t.when(TriggerRule.ONE_FAILED)), up("a", TaskState.SUCCESS)))
        .containsExactly(
            "trigger_rule: trigger rule one_failed: it is being skipped [a is success]");
    assertThat(before(usual, up("a", TaskState.SUCCESS))).isEmpty();
  }

  @Test
  void branchThatWentElsewhereIsNamed() {
    assertThat(
            before(
                task(t -> t),
                new TaskStanding.Upstream(
                    "which", false, List.of(TaskState.SUCCESS), Set.of("other"))))
        .containsExactly("branch: a branch goes elsewhere: skipped [which]");
  }

  @Test
  void pastRuleNamesTheRunAndItsTasks() {
    TaskStanding.Past past =
        new TaskStanding.Past(
            "r0",
            List.of(TaskState.FAILED),
            List.of(new TaskStanding.Past.Of("next", TaskState.RUNNING)));
    TaskStanding.Past good = new TaskStanding.Past("r0", List.of(TaskState.SUCCESS), past.after());

    assertThat(past(PastRule.DEPENDS_ON_PAST, past))
        .containsExactly("past: depends_on_past on the run r0 [t is failed]");
    assertThat(past(PastRule.WAIT_FOR_DOWNSTREAM, past))
        .containsExactly("past: wait_for_downstream on the run r0 [t is failed, next is running]");
    assertThat(past(PastRule.WAIT_FOR_DOWNSTREAM, good))
        .containsExactly("past: wait_for_downstream on the run r0 [next is running]");
    assertThat(past(PastRule.DEPENDS_ON_PAST, good)).isEmpty();
  }

  private static List<String> past(PastRule rule, TaskStanding.Past past) {
    return lines(
        TaskObstacles.of(
            new TaskStanding(
                task(t -> t.past(rule)),
                where(TaskState.NONE),
                List.of(),
                Optional.of(past),
                FREE,
                List.of())));
  }

  @Test
  void waitsSayWhyAndUntilWhen() {
    TaskSpec task = task(t -> t);
    assertThat(of(task, where(TaskState.UP_FOR_RETRY, "vendor is away", LATER), FREE))
        .containsExactly(
            "retry: attempt 2 failed: vendor is away; until 2025-01-31T12:30:00Z"
                + " -> 2025-01-31T12:30:00Z");
    assertThat(of(task, where(TaskState.UP_FOR_RESCHEDULE, "HTTP 404", LATER), FREE))
        .containsExactly(
            "reschedule: was not ready: HTTP 404; until 2025-01-31T12:30:00Z"
                + " -> 2025-01-31T12:30:00Z");
    assertThat(of(task, where(TaskState.DEFERRED, "until close", LATER), FREE))
        .containsExactly(
            "deferred: waits: until close; until 2025-01-31T12:30:00Z -> 2025-01-31T12:30:00Z");
    TaskSpec ask =
        new TaskBuilder(
                "t",
                new TaskKind.Approval(
                    "ok?", Duration.ofHours(1), TaskKind.Approval.Unanswered.FAIL))
            .build();
    assertThat(of(ask, where(TaskState.AWAITING_INPUT, "ok?", LATER), FREE))
        .containsExactly(
            "approval: a person was asked at 2025-01-31T12:00:00Z: ok?; until"
                + " 2025-01-31T12:30:00Z -> 2025-01-31T12:30:00Z");
  }

  @Test
  void poolThatCannotServeIsSaidEvenBeforeItMatters() {
    TaskStanding.Room none =
        new TaskStanding.Room(Optional.empty(), List.of(), 16, List.of(), List.of(), List.of());
    TaskSpec three = task(t -> t.pool("vendor", 3));

    assertThat(of(three, where(TaskState.NONE), none))
        .containsExactly("no_pool: the pool 'vendor' does not exist: ./financeflow pools set");
    assertThat(of(three, where(TaskState.NONE), FREE))
        .containsExactly("pool_too_small: it needs 3 slots and the pool 'vendor' has 2");
  }

  @Test
  void fullPoolAndFullLimitsNameTheirHolders() {
    TaskLimits limits =
        new TaskLimits(Duration.ofHours(1), new TaskLimits.Share("vendor", 2), 1, 3, 1);
    TaskStanding.Room full =
        new TaskStanding.Room(
            Optional.of(2),
            List.of(new TaskStanding.Holder("other r load", 1)),
            2,
            List.of("t[0]", "u"),
            List.of("q[1]", "q[2]", "r[0]"),
            List.of("t[0]"));

    assertThat(of(task(t -> t.limits(limits)), where(TaskState.SCHEDULED), full))
        .containsExactly(
            "pool_full: it needs 2 slots and 1 of the 2 of the pool 'vendor' are taken"
                + " [other r load holds 1]",
            "max_active_tasks: 2 of 2 tasks of the run at once are going [t[0], u]",
            "max_active_of_task: 3 of 3 instances of the task at once are going [q[1], q[2], r[0]]",
            "max_active_in_run: 1 of 1 instances of the task in the run at once are going [t[0]]");
    assertThat(of(task(t -> t), where(TaskState.SCHEDULED), FREE)).isEmpty();
  }

  @Test
  void queuedTaskSaysWhetherWorkersAreThereAndFree() {
    assertThat(queued())
        .containsExactly("no_worker: no worker is alive: start one with ./financeflow worker");
    assertThat(queued(new TaskStanding.Worker("a:1", 1, 1), new TaskStanding.Worker("b:2", 2, 2)))
        .containsExactly(
            "workers_busy: all 3 places of workers are taken [a:1 runs 1 of 1, b:2 runs 2 of 2]");
    assertThat(queued(IDLE)).isEmpty();
  }

  private static List<String> queued(TaskStanding.Worker... workers) {
    return lines(
        TaskObstacles.of(
            new TaskStanding(
                task(t -> t),
                where(TaskState.QUEUED),
                List.of(),
                Optional.empty(),
                FREE,
                List.of(workers))));
  }

  @Test
  void runningTaskSaysWhereSinceWhenAndWhichAttempt() {
    assertThat(of(task(t -> t), where(TaskState.RUNNING), FREE))
        .containsExactly("running: attempt 2 runs on host:1 since 2025-01-31T12:00:00Z");
    assertThat(of(task(t -> t), where(TaskState.RESTARTING, "cleared by ann", null), FREE))
        .containsExactly("restarting: it was cleared by ann; host:1 is told to stop it");
  }

  @Test
  void finishedTaskHasNothingInItsWay() {
    assertThat(of(task(t -> t), where(TaskState.FAILED), FREE)).isEmpty();
  }
}
