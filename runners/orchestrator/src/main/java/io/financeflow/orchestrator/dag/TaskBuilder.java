package io.financeflow.orchestrator.dag;

import com.google.gson.JsonArray;
import io.financeflow.orchestrator.policy.Backoff;
import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.policy.RetryPolicy;
import io.financeflow.orchestrator.policy.TriggerRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says what is special about a task; everything else is usual. Not thread-safe. */
public final class TaskBuilder {

  private final String id;
  private final TaskKind kind;
  private final Set<String> after = new TreeSet<>();
  private final List<Deadline> deadlines = new ArrayList<>();
  private final Set<String> renews = new TreeSet<>();
  private TaskRules rules = TaskRules.USUAL;
  private RetryPolicy retry = RetryPolicy.NEVER;
  private TaskLimits limits = TaskLimits.USUAL;
  private Mapping mapping = new Mapping.None();

  /** A task that comes after nothing yet. */
  public TaskBuilder(String id, TaskKind kind) {
    this.id = id;
    this.kind = kind;
  }

  /** Tasks or groups directly before it. */
  public TaskBuilder after(String... ids) {
    after.addAll(Set.of(ids));
    return this;
  }

  /** When it runs, given the tasks before it. */
  public TaskBuilder when(TriggerRule trigger) {
    return rules(new TaskRules(trigger, rules.past(), rules.role()));
  }

  /** When it runs, given the previous run. */
  public TaskBuilder past(PastRule past) {
    return rules(new TaskRules(rules.trigger(), past, rules.role()));
  }

  /** Makes something ready that a teardown takes away. */
  public TaskBuilder setup() {
    return rules(new TaskRules(rules.trigger(), rules.past(), TaskRole.SETUP));
  }

  /** Takes away what set-ups made, once all before it is done. */
  public TaskBuilder teardown() {
    return rules(
        new TaskRules(TriggerRule.ALL_DONE_SETUP_SUCCESS, rules.past(), TaskRole.TEARDOWN));
  }

  /** All rules at once. */
  public TaskBuilder rules(TaskRules rules) {
    this.rules = rules;
    return this;
  }

  /** How it is tried again. */
  public TaskBuilder retry(Backoff backoff) {
    return retry(new RetryPolicy(backoff, retry.byClass()));
  }

  /** How it is tried again after errors of a class. */
  public TaskBuilder retry(ErrorClass error, Backoff backoff) {
    return retry(retry.with(error, backoff));
  }

  /** The whole retry policy. */
  public TaskBuilder retry(RetryPolicy retry) {
    this.retry = retry;
    return this;
  }

  /** How long one attempt may take. */
  public TaskBuilder timeout(Duration timeout) {
    return limits(
        new TaskLimits(
            timeout,
            limits.share(),
            limits.weight(),
            limits.maxActive(),
            limits.maxActivePerRun()));
  }

  /** Slots of a pool. */
  public TaskBuilder pool(String pool, int slots) {
    return limits(
        new TaskLimits(
            limits.timeout(),
            new TaskLimits.Share(pool, slots),
            limits.weight(),
            limits.maxActive(),
            limits.maxActivePerRun()));
  }

  /** What it may take. */
  public TaskBuilder limits(TaskLimits limits) {
    this.limits = limits;
    return this;
  }

  /** One more deadline. */
  public TaskBuilder deadline(Deadline deadline) {
    deadlines.add(deadline);
    return this;
  }

  /** Assets that its success renews. */
  public TaskBuilder renews(String... assets) {
    renews.addAll(Set.of(assets));
    return this;
  }

  /** Once per element. */
  public TaskBuilder over(JsonArray items) {
    return over(new Mapping.Over(items));
  }

  /** Once per element of a list that a task before it gives. */
  public TaskBuilder overOutput(String task, String key) {
    return over(new Mapping.OverOutput(task, key));
  }

  /** Over what it is repeated. */
  public TaskBuilder over(Mapping mapping) {
    this.mapping = mapping;
    return this;
  }

  /** The task. */
  public TaskSpec build() {
    return new TaskSpec(
        id, kind, after, new TaskSpec.Conduct(rules, retry, limits, deadlines, renews), mapping);
  }
}
