package io.financeflow.orchestrator.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which weights add up to the priority of a task; the task with the greater one goes first. */
public enum WeightRule {
  /** Its own and those of all tasks after it: finishes what was begun early; the default. */
  DOWNSTREAM,
  /** Its own and those of all tasks before it: finishes runs. */
  UPSTREAM,
  /** Its own. */
  ABSOLUTE;

  /**
   * The priority of every task; sums are cut off at the bounds of an int.
   *
   * @param weights own weight by task
   * @param upstream direct upstream tasks by task, keys equal to those of {@code weights}; acyclic
   */
  public Map<String, Integer> priorities(
      Map<String, Integer> weights, Map<String, Set<String>> upstream) {
    if (this == ABSOLUTE) {
      return Map.copyOf(weights);
    }
    Map<String, Set<String>> neighbours = this == UPSTREAM ? upstream : reversed(upstream);
    Map<String, Integer> priorities = new HashMap<>();
    for (String task : weights.keySet()) {
      Set<String> counted = reached(task, neighbours);
      long sum = counted.stream().mapToLong(id -> weights.getOrDefault(id, 0)).sum();
      priorities.put(task, (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, sum)));
    }
    return Map.copyOf(priorities);
  }

  /** The task and all that can be reached from it. */
  private static Set<String> reached(String from, Map<String, Set<String>> edges) {
    Set<String> found = new HashSet<>(Set.of(from));
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (String next : edges.getOrDefault(open.pop(), Set.of())) {
        if (found.add(next)) {
          open.push(next);
        }
      }
    }
    return found;
  }

  private static Map<String, Set<String>> reversed(Map<String, Set<String>> edges) {
    Map<String, Set<String>> back = new HashMap<>();
    edges.forEach(
        (task, before) ->
            before.forEach(id -> back.computeIfAbsent(id, key -> new HashSet<>()).add(task)));
    return back;
  }

  /** The name in lower case, as YAML has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
