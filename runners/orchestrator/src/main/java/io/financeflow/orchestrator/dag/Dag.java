package io.financeflow.orchestrator.dag;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.template.KnownNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A directed acyclic graph of tasks with a schedule: what an author defines, and nothing of what
 * happened.
 *
 * <p>Made with {@link #builder} or read from YAML; both doors lead here, and a DAG that exists is
 * free of contradictions. Parameters and tasks are kept sorted by name, so that two DAGs are equal
 * however they were written down. Immutable, thread-safe.
 *
 * @param id 1 to 100 letters, digits, _ or -
 * @param about for people
 * @param plan when it runs
 * @param limits what its runs may take
 * @param params what a run can be given
 * @param tasks at least one
 */
public record Dag(
    String id, About about, Plan plan, DagLimits limits, List<Param> params, List<TaskSpec> tasks) {

  /**
   * Sorts and checks.
   *
   * @throws InvalidDag with everything that is wrong
   */
  public Dag {
    params = params.stream().sorted(Comparator.comparing(Param::name)).toList();
    tasks = tasks.stream().sorted(Comparator.comparing(TaskSpec::id)).toList();
    List<DagProblem> problems = DagCheck.problems(id, params, tasks);
    if (!problems.isEmpty()) {
      throw new InvalidDag(id, problems);
    }
  }

  /** Starts a DAG with an id; see {@link DagBuilder}. */
  public static DagBuilder builder(String id) {
    return new DagBuilder(id);
  }

  /** The task of this id; empty when there is none. */
  public Optional<TaskSpec> task(String taskId) {
    return tasks.stream().filter(task -> task.id().equals(taskId)).findFirst();
  }

  /** The ids of the tasks directly after each task, every task a key. */
  public Map<String, Set<String>> downstream() {
    Graph graph = new Graph(tasks);
    Map<String, Set<String>> after = new TreeMap<>();
    tasks.forEach(task -> after.put(task.id(), Set.copyOf(graph.after(task.id()))));
    return after;
  }

  /** All ids, every task after the tasks before it, otherwise sorted. */
  public List<String> order() {
    return List.copyOf(new Graph(tasks).order());
  }

  /**
   * The ids of the tasks that decide whether a run was good: never teardowns; a task is a leaf when
   * only teardowns come after it.
   */
  public Set<String> deciding() {
    Set<String> deciding = new TreeSet<>();
    Set<String> teardowns = new TreeSet<>();
    Map<String, Set<String>> after = downstream();
    for (TaskSpec task : tasks) {
      if (task.conduct().rules().role() == TaskRole.TEARDOWN) {
        teardowns.add(task.id());
      } else {
        deciding.add(task.id());
      }
    }
    return switch (limits.order().judge()) {
      case EVERY_TASK -> deciding;
      case LEAVES ->
          deciding.stream()
              .filter(task -> teardowns.containsAll(after.getOrDefault(task, Set.of())))
              .collect(Collectors.toCollection(TreeSet::new));
    };
  }

  /** The priority of every task by its weight rule. */
  public Map<String, Integer> priorities() {
    Map<String, Integer> weights = new HashMap<>();
    Map<String, Set<String>> upstream = new HashMap<>();
    for (TaskSpec task : tasks) {
      weights.put(task.id(), task.conduct().limits().weight());
      upstream.put(task.id(), task.after());
    }
    return limits.order().weights().priorities(weights, upstream);
  }

  /**
   * The value of every parameter for a run.
   *
   * @param given by name; JSON of the type or its text
   * @throws IllegalArgumentException with all faults: unknown names, missing and wrong values
   */
  public Map<String, JsonElement> values(Map<String, ? extends JsonElement> given) {
    List<String> faults = new ArrayList<>();
    Map<String, JsonElement> values = new TreeMap<>();
    Set<String> unknown = new TreeSet<>(given.keySet());
    for (Param param : params) {
      unknown.remove(param.name());
      JsonElement value = given.get(param.name());
      try {
        if (value == null && param.isRequired()) {
          faults.add(param.name() + ": is required");
        } else {
          values.put(param.name(), value == null ? param.initial() : param.read(value));
        }
      } catch (IllegalArgumentException e) {
        faults.add(String.valueOf(e.getMessage()));
      }
    }
    List<String> known = params.stream().map(Param::name).toList();
    unknown.forEach(name -> faults.add("unknown param '" + name + "'; " + hint(name, known)));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("params of '" + id + "': " + String.join("; ", faults));
    }
    return values;
  }

  private static String hint(String name, List<String> known) {
    return KnownNames.hint(name, known);
  }
}
