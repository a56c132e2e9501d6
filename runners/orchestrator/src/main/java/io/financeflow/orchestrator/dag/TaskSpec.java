package io.financeflow.orchestrator.dag;

import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.policy.RetryPolicy;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One task of a DAG.
 *
 * @param id unique in its DAG; the names of its groups come first, {@code load.bars}
 * @param kind what it does
 * @param after ids of the tasks directly before it
 * @param conduct how it is treated
 * @param mapping over what it is repeated
 */
public record TaskSpec(
    String id, TaskKind kind, Set<String> after, Conduct conduct, Mapping mapping) {

  /**
   * How a task is treated.
   *
   * @param deadlines by when it has to be done, may be empty
   * @param renews assets its success renews, may be empty
   */
  public record Conduct(
      TaskRules rules,
      RetryPolicy retry,
      TaskLimits limits,
      List<Deadline> deadlines,
      Set<String> renews) {
    /** Usual rules and limits, no retries, no deadlines, no assets. */
    public static final Conduct USUAL =
        new Conduct(TaskRules.USUAL, RetryPolicy.NEVER, TaskLimits.USUAL, List.of(), Set.of());

    /** Keeps copies. */
    public Conduct {
      deadlines = List.copyOf(deadlines);
      renews = Collections.unmodifiableSet(new TreeSet<>(renews));
    }
  }

  /** Keeps a sorted copy. */
  public TaskSpec {
    after = Collections.unmodifiableSet(new TreeSet<>(after));
  }

  /** The groups it is in, outermost first, joined by dots; empty outside of groups. */
  public String group() {
    return id.substring(0, Math.max(0, id.lastIndexOf('.')));
  }

  /** Whether it is repeated over a list. */
  public boolean isMapped() {
    return !(mapping instanceof Mapping.None);
  }
}
