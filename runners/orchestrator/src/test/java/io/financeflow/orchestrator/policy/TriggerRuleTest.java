package io.financeflow.orchestrator.policy;

import static io.financeflow.orchestrator.policy.TriggerRule.Verdict.RUN;
import static io.financeflow.orchestrator.policy.TriggerRule.Verdict.SKIP;
import static io.financeflow.orchestrator.policy.TriggerRule.Verdict.UPSTREAM_FAILED;
import static io.financeflow.orchestrator.policy.TriggerRule.Verdict.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.policy.TriggerRule.Verdict;
import io.financeflow.orchestrator.state.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every rule on every multiset of up to 5 upstream states, against the table it was taken from. */
class TriggerRuleTest {

  /** S, K, F, U as in the table; removed ones are left out of n; t of the n are set-ups. */
  private record Row(int n, int s, int k, int f, int u, int t, int tS, int tK) {
    boolean done() {
      return s + k + f + u >= n;
    }
  }

  /** One line of the table: when it runs, then the marks in the order they are tried. */
  private record Line(Predicate<Row> runs, List<Mark> marks) {
    Verdict verdict(Row row) {
      if (row.n == 0 || runs.test(row)) {
        return RUN;
      }
      return marks.stream()
          .filter(mark -> mark.when.test(row))
          .findFirst()
          .map(mark -> mark.verdict)
          .orElse(WAIT);
    }
  }

  private record Mark(Predicate<Row> when, Verdict verdict) {}

  private static Mark skip(Predicate<Row> when) {
    return new Mark(when, SKIP);
  }

  private static Mark fail(Predicate<Row> when) {
    return new Mark(when, UPSTREAM_FAILED);
  }

  private static Line line(Predicate<Row> runs, Mark... marks) {
    return new Line(runs, List.of(marks));
  }

  private static final Map<TriggerRule, Line> TABLE =
      Map.ofEntries(
          Map.entry(
              TriggerRule.ALL_SUCCESS,
              line(c -> c.s == c.n, fail(c -> c.f > 0 || c.u > 0), skip(c -> c.k > 0))),
          Map.entry(
              TriggerRule.ALL_FAILED, line(c -> c.f + c.u == c.n, skip(c -> c.s > 0 || c.k > 0))),
          Map.entry(TriggerRule.ALL_DONE, line(Row::done)),
          Map.entry(
              TriggerRule.ALL_DONE_MIN_ONE_SUCCESS,
              line(
                  c -> c.k == 0 && c.done() && c.s >= 1,
                  skip(c -> c.k > 0),
                  fail(c -> c.done() && c.s == 0))),
          Map.entry(
              TriggerRule.ALL_SKIPPED,
              line(c -> c.k == c.n, skip(c -> c.s > 0 || c.f > 0 || c.u > 0))),
          Map.entry(
              TriggerRule.ONE_FAILED,
              line(c -> c.f + c.u >= 1, skip(c -> c.done() && c.f + c.u == 0))),
          Map.entry(
              TriggerRule.ONE_SUCCESS,
              line(
                  c -> c.s >= 1,
                  skip(c -> c.done() && c.k == c.n),
                  fail(c -> c.done() && c.s == 0))),
          Map.entry(
              TriggerRule.ONE_DONE,
              line(c -> c.s + c.f >= 1, skip(c -> c.done() && c.s + c.f == 0))),
          Map.entry(
              TriggerRule.NONE_FAILED, line(c -> c.s + c.k == c.n, fail(c -> c.f > 0 || c.u > 0))),
          Map.entry(
              TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS,
              line(
                  c -> c.s + c.k == c.n && c.k != c.n,
                  fail(c -> c.f > 0 || c.u > 0),
                  skip(c -> c.k == c.n))),
          Map.entry(TriggerRule.NONE_SKIPPED, line(c -> c.done() && c.k == 0, skip(c -> c.k > 0))),
          Map.entry(
              TriggerRule.ALL_DONE_SETUP_SUCCESS,
              line(
                  c -> c.done() && (c.t == 0 || c.tS >= 1),
                  skip(c -> c.done() && c.tK == c.t),
                  fail(c -> c.done() && c.tS == 0))),
          Map.entry(TriggerRule.ALWAYS, line(c -> true)));

  private static final List<TaskState> STATES =
      List.of(
          TaskState.SUCCESS,
          TaskState.SKIPPED,
          TaskState.FAILED,
          TaskState.UPSTREAM_FAILED,
          TaskState.REMOVED,
          TaskState.RUNNING);

  @Test
  void everyRuleAgreesWithTheTable() {
    assertThat(TABLE).containsOnlyKeys(TriggerRule.values());
    int compared = 0;
    for (List<TaskState> setups : multisets(2)) {
      for (List<TaskState> others : multisets(3)) {
        Row row = row(others, setups);
        Upstreams upstreams = Upstreams.of(others, setups);
        for (Map.Entry<TriggerRule, Line> line : TABLE.entrySet()) {
          assertThat(line.getKey().evaluate(upstreams))
              .as("%s after %s and set-ups %s", line.getKey(), others, setups)
              .isEqualTo(line.getValue().verdict(row));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(28 * 84 * 13);
  }

  @Test
  void noRuleWaitsWhenAllUpstreamsAreFinished() {
    for (List<TaskState> others : multisets(4)) {
      if (!others.contains(TaskState.RUNNING)) {
        for (TriggerRule rule : TriggerRule.values()) {
          assertThat(rule.evaluate(Upstreams.of(others, List.of())))
              .as("%s after %s", rule, others)
              .isNotEqualTo(WAIT);
        }
      }
    }
  }

  @Test
  void everyUnfinishedStateCountsAlike() {
    for (TaskState state : TaskState.values()) {
      Upstreams upstreams = Upstreams.of(List.of(state, TaskState.SUCCESS), List.of(state));
      assertThat(upstreams.unfinished()).as("%s", state).isEqualTo(state.isFinished() ? 0 : 2);
    }
  }

  private static Row row(List<TaskState> others, List<TaskState> setups) {
    List<TaskState> all = new ArrayList<>(others);
    all.addAll(setups);
    int removed = count(all, TaskState.REMOVED);
    return new Row(
        all.size() - removed,
        count(all, TaskState.SUCCESS),
        count(all, TaskState.SKIPPED),
        count(all, TaskState.FAILED),
        count(all, TaskState.UPSTREAM_FAILED),
        setups.size() - count(setups, TaskState.REMOVED),
        count(setups, TaskState.SUCCESS),
        count(setups, TaskState.SKIPPED));
  }

  private static int count(List<TaskState> states, TaskState wanted) {
    return (int) states.stream().filter(state -> state == wanted).count();
  }

  /** All multisets of 0 to {@code size} states. */
  private static List<List<TaskState>> multisets(int size) {
    List<List<TaskState>> all = new ArrayList<>();
    grow(new ArrayList<>(), 0, size, all);
    return all;
  }

  private static void grow(List<TaskState> begun, int from, int left, List<List<TaskState>> all) {
    all.add(List.copyOf(begun));
    for (int i = from; i < STATES.size() && left > 0; i++) {
      begun.add(STATES.get(i));
      grow(begun, i, left - 1, all);
      begun.remove(begun.size() - 1);
    }
  }
}
