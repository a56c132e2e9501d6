package io.financeflow.orchestrator.catalogue;

import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.Mapping;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.policy.PastRule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A version of a DAG with what follows from it, computed once; immutable, thread-safe.
 *
 * @param version of {@code dag}
 * @param tasks by id, each after the tasks before it
 * @param downstream the tasks directly after each
 * @param priorities by task
 * @param deciding the tasks that decide whether a run was good
 * @param asksPast whether a task asks something of the previous run
 * @param readsOutputs whether a scheduler needs what tasks gave: to branch, to ask, to repeat
 */
public record DagShape(
    Dag dag,
    String version,
    Map<String, TaskSpec> tasks,
    Map<String, Set<String>> downstream,
    Map<String, Integer> priorities,
    Set<String> deciding,
    boolean asksPast,
    boolean readsOutputs) {

  /** Computes it. */
  public static DagShape of(Dag dag, String version) {
    Map<String, TaskSpec> byId = new LinkedHashMap<>();
    for (String id : dag.order()) {
      byId.put(id, dag.task(id).orElseThrow());
    }
    return new DagShape(
        dag,
        version,
        byId,
        dag.downstream(),
        dag.priorities(),
        dag.deciding(),
        dag.tasks().stream().anyMatch(t -> t.conduct().rules().past() != PastRule.NONE),
        dag.tasks().stream().anyMatch(DagShape::readsOutputs));
  }

  private static boolean readsOutputs(TaskSpec task) {
    return task.mapping() instanceof Mapping.OverOutput
        || (!task.kind().needsWorker() && !task.kind().templates().isEmpty());
  }

  /** The task of this id; empty when this version has none. */
  public Optional<TaskSpec> task(String id) {
    return Optional.ofNullable(tasks.get(id));
  }

  /** The ids of all tasks after this one, directly or not. */
  public Set<String> descendants(String id) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(downstream.getOrDefault(id, Set.of()));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next)) {
        open.addAll(downstream.getOrDefault(next, Set.of()));
      }
    }
    return found;
  }

  /** Those of the tasks directly before this one that are branches or short circuits. */
  public List<String> deciders(TaskSpec task) {
    return task.after().stream()
        .filter(id -> task(id).filter(before -> decides(before.kind())).isPresent())
        .toList();
  }

  private static boolean decides(TaskKind kind) {
    return kind instanceof TaskKind.Branch || kind instanceof TaskKind.ShortCircuit;
  }
}
