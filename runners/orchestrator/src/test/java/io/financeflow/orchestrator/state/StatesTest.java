package io.financeflow.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatesTest {

  @Test
  void finishedStatesAreFinalAndAllOthersLeadToAnEnd() {
    for (TaskState state : TaskState.values()) {
      Set<TaskState> reached = reachable(state);

      assertThat(Transitions.after(state)).doesNotContain(state);
      assertThat(Transitions.after(state).isEmpty()).isEqualTo(state.isFinished());
      assertThat(state.isFinished() || reached.stream().anyMatch(TaskState::isFinished)).isTrue();
    }
    for (RunState state : RunState.values()) {
      assertThat(Transitions.after(state).isEmpty()).isEqualTo(state.isFinished());
    }
  }

  @Test
  void everyStateCanBeReachedFromTheFirst() {
    assertThat(reachable(TaskState.NONE)).containsExactlyInAnyOrder(TaskState.values());
  }

  @Test
  void onlyAWorkerPutsATaskInRunning() {
    for (TaskState state : TaskState.values()) {
      assertThat(Transitions.allowed(state, TaskState.RUNNING))
          .isEqualTo(state == TaskState.QUEUED);
      assertThat(Transitions.allowed(state, TaskState.QUEUED))
          .isEqualTo(state == TaskState.SCHEDULED);
    }
  }

  @Test
  void peopleMarkOnlyFinishedStatesAndNothingRemoved() {
    Set<TaskState> marks = EnumSet.of(TaskState.SUCCESS, TaskState.FAILED, TaskState.SKIPPED);
    for (TaskState state : TaskState.values()) {
      Set<TaskState> expected = EnumSet.copyOf(marks);
      expected.remove(state);
      assertThat(Transitions.byHand(state))
          .isEqualTo(state == TaskState.REMOVED ? Set.of() : expected);
    }
  }

  @Test
  void runIsDecidedByItsDecidingTasks() {
    TaskState[] states = TaskState.values();
    for (TaskState inner : states) {
      for (TaskState leaf : states) {
        for (TaskState other : states) {
          for (boolean canMove : new boolean[] {true, false}) {
            List<TaskState> all = List.of(inner, leaf, other);
            RunState expected = oracle(all, List.of(leaf, other), canMove);

            assertThat(RunDecision.of(all, List.of(leaf, other), canMove).state())
                .as("%s, leaves the last two, can move %s", all, canMove)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  /** The four lines of orchestration.md 2.3. */
  private static RunState oracle(List<TaskState> all, List<TaskState> deciding, boolean canMove) {
    Set<TaskState> finished =
        EnumSet.of(
            TaskState.SUCCESS,
            TaskState.FAILED,
            TaskState.SKIPPED,
            TaskState.UPSTREAM_FAILED,
            TaskState.REMOVED);
    boolean over = finished.containsAll(all);
    boolean bad =
        deciding.contains(TaskState.FAILED) || deciding.contains(TaskState.UPSTREAM_FAILED);
    if (over) {
      return bad ? RunState.FAILED : RunState.SUCCESS;
    }
    return canMove ? RunState.RUNNING : RunState.FAILED;
  }

  private static Set<TaskState> reachable(TaskState from) {
    Set<TaskState> found = EnumSet.of(from);
    Deque<TaskState> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (TaskState next : new ArrayList<>(Transitions.after(open.pop()))) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }
}
