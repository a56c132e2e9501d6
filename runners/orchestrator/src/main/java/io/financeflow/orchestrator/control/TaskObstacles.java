package io.financeflow.orchestrator.control;

import static io.financeflow.orchestrator.control.Obstacle.Condition.APPROVAL;
import static io.financeflow.orchestrator.control.Obstacle.Condition.BRANCH;
import static io.financeflow.orchestrator.control.Obstacle.Condition.DEFERRED;
import static io.financeflow.orchestrator.control.Obstacle.Condition.MAX_ACTIVE_IN_RUN;
import static io.financeflow.orchestrator.control.Obstacle.Condition.MAX_ACTIVE_OF_TASK;
import static io.financeflow.orchestrator.control.Obstacle.Condition.MAX_ACTIVE_TASKS;
import static io.financeflow.orchestrator.control.Obstacle.Condition.NO_POOL;
import static io.financeflow.orchestrator.control.Obstacle.Condition.NO_WORKER;
import static io.financeflow.orchestrator.control.Obstacle.Condition.PAST;
import static io.financeflow.orchestrator.control.Obstacle.Condition.POOL_FULL;
import static io.financeflow.orchestrator.control.Obstacle.Condition.POOL_TOO_SMALL;
import static io.financeflow.orchestrator.control.Obstacle.Condition.RESCHEDULE;
import static io.financeflow.orchestrator.control.Obstacle.Condition.RESTARTING;
import static io.financeflow.orchestrator.control.Obstacle.Condition.RETRY;
import static io.financeflow.orchestrator.control.Obstacle.Condition.RUNNING;
import static io.financeflow.orchestrator.control.Obstacle.Condition.TRIGGER_RULE;
import static io.financeflow.orchestrator.control.Obstacle.Condition.WORKERS_BUSY;

import io.financeflow.orchestrator.dag.TaskLimits;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.policy.TriggerRule;
import io.financeflow.orchestrator.policy.Upstreams;
import io.financeflow.orchestrator.state.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which conditions of a task instance are not met: a pure function, in the order of the engine. */
final class TaskObstacles {

  private final TaskStanding at;
  private final List<Obstacle> found = new ArrayList<>();

  private TaskObstacles(TaskStanding at) {
    this.at = at;
  }

  /** The conditions; none when it is finished, or about to move. */
  static List<Obstacle> of(TaskStanding at) {
    TaskObstacles look = new TaskObstacles(at);
    look.collect();
    return look.found;
  }

  private void collect() {
    TaskStanding.Where where = at.where();
    switch (where.state()) {
      case NONE -> {
        before();
        past();
        pool(false);
      }
      case SCHEDULED -> {
        pool(true);
        limits();
        if (at.workers().isEmpty()) {
          workers();
        }
      }
      case QUEUED -> workers();
      case RUNNING ->
          found.add(
              Obstacle.of(
                  RUNNING,
                  "attempt " + where.attempt() + " runs on " + where.worker() + since("since")));
      case RESTARTING ->
          found.add(
              Obstacle.of(
                  RESTARTING,
                  "it was " + where.reason() + "; " + where.worker() + " is told to stop it"));
      case UP_FOR_RETRY -> wait(RETRY, "attempt " + where.attempt() + " failed");
      case UP_FOR_RESCHEDULE -> wait(RESCHEDULE, "was not ready");
      case DEFERRED -> wait(DEFERRED, "waits");
      case AWAITING_INPUT -> wait(APPROVAL, "a person was asked" + since("at"));
      case SUCCESS, FAILED, SKIPPED, UPSTREAM_FAILED, REMOVED -> {}
    }
  }

  private String since(String word) {
    return at.where().since() == null ? "" : " " + word + " " + at.where().since();
  }

  private void wait(Obstacle.Condition condition, String what) {
    TaskStanding.Where where = at.where();
    String until = where.look() == null ? "" : "; until " + where.look();
    String why = where.reason().isEmpty() ? "" : ": " + where.reason();
    found.add(Obstacle.until(condition, what + why + until, where.look()));
    pool(false);
  }

  private void before() {
    for (TaskStanding.Upstream upstream : at.upstreams()) {
      if (upstream.chosen() != null && !upstream.chosen().contains(at.task().id())) {
        found.add(
            Obstacle.held(BRANCH, "a branch goes elsewhere: skipped", List.of(upstream.task())));
      }
    }
    TriggerRule rule = at.task().conduct().rules().trigger();
    TriggerRule.Verdict verdict = rule.evaluate(Upstreams.of(states(false), states(true)));
    if (verdict == TriggerRule.Verdict.RUN) {
      return;
    }
    List<String> waitedFor = new ArrayList<>();
    for (TaskStanding.Upstream upstream : at.upstreams()) {
      upstream.states().stream()
          .filter(state -> verdict != TriggerRule.Verdict.WAIT || !state.isFinished())
          .distinct()
          .forEach(state -> waitedFor.add(upstream.task() + " is " + state.text()));
    }
    String text =
        switch (verdict) {
          case SKIP -> ": it is being skipped";
          case UPSTREAM_FAILED -> ": it is becoming upstream_failed";
          default -> " is not met yet";
        };
    found.add(Obstacle.held(TRIGGER_RULE, "trigger rule " + rule.text() + text, waitedFor));
  }

  private List<TaskState> states(boolean setups) {
    return at.upstreams().stream()
        .filter(upstream -> upstream.setup() == setups)
        .flatMap(upstream -> upstream.states().stream())
        .toList();
  }

  private void past() {
    PastRule rule = at.task().conduct().rules().past();
    if (rule == PastRule.NONE || at.past().isEmpty()) {
      return;
    }
    TaskStanding.Past past = at.past().get();
    List<TaskState> after = past.after().stream().map(TaskStanding.Past.Of::state).toList();
    if (past.own().stream().allMatch(state -> rule.met(Optional.of(state), after))) {
      return;
    }
    List<String> held = new ArrayList<>();
    past.own().stream()
        .filter(state -> !rule.met(Optional.of(state), List.of()))
        .distinct()
        .forEach(state -> held.add(at.task().id() + " is " + state.text()));
    if (rule == PastRule.WAIT_FOR_DOWNSTREAM) {
      past.after().stream()
          .filter(of -> !rule.met(Optional.of(of.state()), List.of()))
          .distinct()
          .forEach(of -> held.add(of.task() + " is " + of.state().text()));
    }
    found.add(Obstacle.held(PAST, rule.text() + " on the run " + past.run(), held));
  }

  /** What is in the way for good, and, where it counts now, who holds the slots. */
  private void pool(boolean now) {
    TaskLimits.Share share = at.task().conduct().limits().share();
    if (!at.task().kind().needsWorker()) {
      return;
    }
    TaskStanding.Room room = at.room();
    if (room.pool().isEmpty()) {
      found.add(
          Obstacle.of(
              NO_POOL, "the pool '" + share.pool() + "' does not exist: ./financeflow pools set"));
      return;
    }
    int slots = room.pool().get();
    if (share.slots() > slots) {
      found.add(
          Obstacle.of(
              POOL_TOO_SMALL,
              "it needs "
                  + share.slots()
                  + " slots and the pool '"
                  + share.pool()
                  + "' has "
                  + slots));
    } else if (now && share.slots() > slots - room.held()) {
      found.add(
          Obstacle.held(
              POOL_FULL,
              "it needs "
                  + share.slots()
                  + " slots and "
                  + room.held()
                  + " of the "
                  + slots
                  + " of the pool '"
                  + share.pool()
                  + "' are taken",
              room.holders().stream().map(h -> h.name() + " holds " + h.slots()).toList()));
    }
  }

  private void limits() {
    TaskLimits limits = at.task().conduct().limits();
    TaskStanding.Room room = at.room();
    limit(MAX_ACTIVE_TASKS, "tasks of the run", room.maxActiveTasks(), room.inRun());
    limit(MAX_ACTIVE_OF_TASK, "instances of the task", limits.maxActive(), room.ofTask());
    limit(
        MAX_ACTIVE_IN_RUN,
        "instances of the task in the run",
        limits.maxActivePerRun(),
        room.ofTaskInRun());
  }

  private void limit(Obstacle.Condition condition, String what, int most, List<String> active) {
    if (active.size() >= most) {
      found.add(
          Obstacle.held(
              condition,
              active.size() + " of " + most + " " + what + " at once are going",
              active));
    }
  }

  private void workers() {
    List<TaskStanding.Worker> workers = at.workers();
    int slots = workers.stream().mapToInt(TaskStanding.Worker::slots).sum();
    int busy = workers.stream().mapToInt(TaskStanding.Worker::busy).sum();
    if (workers.isEmpty()) {
      found.add(Obstacle.of(NO_WORKER, "no worker is alive: start one with ./financeflow worker"));
    } else if (busy >= slots) {
      found.add(
          Obstacle.held(
              WORKERS_BUSY,
              "all " + slots + " places of workers are taken",
              workers.stream()
                  .map(w -> w.name() + " runs " + w.busy() + " of " + w.slots())
                  .toList()));
    }
  }
}
