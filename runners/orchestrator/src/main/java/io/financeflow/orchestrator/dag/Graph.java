package io.financeflow.orchestrator.dag;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which task comes before which, by id; edges to ids that do not exist are left out. */
final class Graph {

  /** Direct upstream tasks of every task, both sorted. */
  private final Map<String, Set<String>> before = new TreeMap<>();

  private final Map<String, Set<String>> after = new TreeMap<>();

  Graph(Collection<TaskSpec> tasks) {
    for (TaskSpec task : tasks) {
      before.put(task.id(), new TreeSet<>());
      after.put(task.id(), new TreeSet<>());
    }
    for (TaskSpec task : tasks) {
      for (String id : task.after()) {
        if (before.containsKey(id)) {
          before.getOrDefault(task.id(), Set.of()).add(id);
          after.getOrDefault(id, Set.of()).add(task.id());
        }
      }
    }
  }

  Map<String, Set<String>> before() {
    return before;
  }

  Set<String> after(String task) {
    return after.getOrDefault(task, Set.of());
  }

  /** All tasks before this one, directly or not; itself only within a cycle. */
  Set<String> ancestors(String task) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(before.getOrDefault(task, Set.of()));
    while (!open.isEmpty()) {
      String id = open.pop();
      if (found.add(id)) {
        open.addAll(before.getOrDefault(id, Set.of()));
      }
    }
    return found;
  }

  /** Every task after the tasks before it, otherwise by id; those in cycles are left out. */
  List<String> order() {
    Map<String, Integer> waitsFor = new HashMap<>();
    TreeSet<String> ready = new TreeSet<>();
    before.forEach(
        (task, upstream) -> {
          waitsFor.put(task, upstream.size());
          if (upstream.isEmpty()) {
            ready.add(task);
          }
        });
    List<String> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      String task = ready.first();
      ready.remove(task);
      order.add(task);
      for (String next : after(task)) {
        if (waitsFor.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    return order;
  }

  /** One cycle in the order of its tasks, its first task repeated at the end; empty when none. */
  List<String> cycle() {
    Set<String> rest = new TreeSet<>(before.keySet());
    order().forEach(rest::remove);
    if (rest.isEmpty()) {
      return List.of();
    }
    // Every task of the rest has one of the rest before it, so going back must come round.
    List<String> path = new ArrayList<>();
    String task = rest.iterator().next();
    while (!path.contains(task)) {
      path.add(0, task);
      task = before.getOrDefault(task, Set.of()).stream().filter(rest::contains).findFirst().get();
    }
    List<String> cycle = new ArrayList<>(path.subList(0, path.indexOf(task) + 1));
    cycle.add(0, task);
    return cycle;
  }
}
