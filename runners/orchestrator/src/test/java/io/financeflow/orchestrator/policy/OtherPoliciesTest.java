package io.financeflow.orchestrator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.timetable.DayTime;
import io.financeflow.orchestrator.timetable.Exchange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OtherPoliciesTest {

  @Test
  void prioritiesAreSumsOverAllPathsCountedOnce() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(9);
      boolean[][] reaches = new boolean[size][size];
      Map<String, Integer> weights = new HashMap<>();
      Map<String, Set<String>> upstream = new HashMap<>();
      for (int to = 0; to < size; to++) {
        weights.put("t" + to, random.nextInt(10));
        Set<String> before = new HashSet<>();
        upstream.put("t" + to, before);
        for (int from = 0; from < to; from++) {
          if (random.nextInt(3) == 0) {
            before.add("t" + from);
            reaches[from][to] = true;
          }
        }
      }
      close(reaches);

      Map<String, Integer> down = WeightRule.DOWNSTREAM.priorities(weights, upstream);
      Map<String, Integer> up = WeightRule.UPSTREAM.priorities(weights, upstream);

      for (int task = 0; task < size; task++) {
        int after = weights.getOrDefault("t" + task, 0);
        int before = after;
        for (int other = 0; other < size; other++) {
          after += reaches[task][other] ? weights.getOrDefault("t" + other, 0) : 0;
          before += reaches[other][task] ? weights.getOrDefault("t" + other, 0) : 0;
        }
        assertThat(down).containsEntry("t" + task, after);
        assertThat(up).containsEntry("t" + task, before);
      }
      assertThat(WeightRule.ABSOLUTE.priorities(weights, upstream)).isEqualTo(weights);
    }
  }

  private static void close(boolean[][] reaches) {
    for (int via = 0; via < reaches.length; via++) {
      for (int from = 0; from < reaches.length; from++) {
        for (int to = 0; to < reaches.length; to++) {
          reaches[from][to] |= reaches[from][via] && reaches[via][to];
        }
      }
    }
  }

  @Test
  void pastRuleAsksForSuccessOrSkip() {
    for (TaskState previous : TaskState.values()) {
      boolean good = previous == TaskState.SUCCESS || previous == TaskState.SKIPPED;
      for (TaskState after : TaskState.values()) {
        boolean goodToo = after == TaskState.SUCCESS || after == TaskState.SKIPPED;
        List<TaskState> next = List.of(TaskState.SUCCESS, after);

        assertThat(PastRule.NONE.met(Optional.of(previous), next)).isTrue();
        assertThat(PastRule.DEPENDS_ON_PAST.met(Optional.of(previous), next)).isEqualTo(good);
        assertThat(PastRule.WAIT_FOR_DOWNSTREAM.met(Optional.of(previous), next))
            .isEqualTo(good && goodToo);
      }
    }
    assertThat(PastRule.WAIT_FOR_DOWNSTREAM.met(Optional.empty(), List.of())).isTrue();
  }

  @Test
  void autoPauseCountsFailuresFromTheLatestRun() {
    AutoPause three = new AutoPause(3);

    assertThat(three.due(runs("FFF"))).isTrue();
    assertThat(three.due(runs("FFFS"))).isTrue();
    assertThat(three.due(runs("SFFF"))).isFalse();
    assertThat(three.due(runs("FF"))).isFalse();
    assertThat(AutoPause.NEVER.due(runs("FFFF"))).isFalse();
  }

  @Test
  void deadlineByCloseRespectsHalfDaysAndClosedDays() {
    Deadline.ByDayTime deadline =
        new Deadline.ByDayTime(DayTime.parse(Exchange.NYSE, "close + 2h"));

    assertThat(deadline.at(LocalDate.of(2024, 7, 3)))
        .isEqualTo(Instant.parse("2024-07-03T19:00:00Z"));
    assertThat(deadline.at(LocalDate.of(2024, 7, 4)))
        .isEqualTo(Instant.parse("2024-07-03T19:00:00Z"));
    assertThat(deadline.at(LocalDate.of(2024, 7, 5)))
        .isEqualTo(Instant.parse("2024-07-05T22:00:00Z"));
  }

  private static List<RunState> runs(String latestFirst) {
    return latestFirst
        .chars()
        .mapToObj(c -> c == 'F' ? RunState.FAILED : RunState.SUCCESS)
        .toList();
  }
}
