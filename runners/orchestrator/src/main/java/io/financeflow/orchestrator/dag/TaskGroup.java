package io.financeflow.orchestrator.dag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns groups into plain tasks with longer names. */
public final class TaskGroup {

  private final String name;

  /** The short ids of its tasks and of the groups within it. */
  private final Set<String> tasks = new TreeSet<>();

  private final Set<String> groups;

  private TaskGroup(String name, Collection<TaskSpec> inside) {
    this.name = name;
    inside.forEach(task -> tasks.add(task.id()));
    this.groups = members(inside).keySet();
  }

  /**
   * The tasks of a group under their long names.
   *
   * @param after what the tasks come after that have none of the group before them
   * @param inside with short names; a name in {@code after} that is none of theirs stays
   */
  public static List<TaskSpec> flatten(
      String name, Set<String> after, Collection<TaskSpec> inside) {
    TaskGroup group = new TaskGroup(name, inside);
    return inside.stream().map(task -> group.renamed(task, after)).toList();
  }

  /** The same tasks, with a group in {@code after} replaced by the tasks nothing follows in it. */
  public static List<TaskSpec> resolve(Collection<TaskSpec> tasks) {
    Map<String, Set<String>> members = members(tasks);
    List<TaskSpec> resolved = new ArrayList<>();
    for (TaskSpec task : tasks) {
      Set<String> after = new TreeSet<>();
      for (String id : task.after()) {
        after.addAll(members.containsKey(id) ? ends(id, tasks, members) : Set.of(id));
      }
      resolved.add(new TaskSpec(task.id(), task.kind(), after, task.conduct(), task.mapping()));
    }
    return List.copyOf(resolved);
  }

  /** The tasks of every group, those of groups within it included. */
  private static Map<String, Set<String>> members(Collection<TaskSpec> tasks) {
    Map<String, Set<String>> members = new TreeMap<>();
    for (TaskSpec task : tasks) {
      for (int dot = task.id().indexOf('.'); dot > 0; dot = task.id().indexOf('.', dot + 1)) {
        members
            .computeIfAbsent(task.id().substring(0, dot), group -> new TreeSet<>())
            .add(task.id());
      }
    }
    return members;
  }

  private static Set<String> ends(
      String group, Collection<TaskSpec> tasks, Map<String, Set<String>> members) {
    Set<String> all = members.getOrDefault(group, Set.of());
    Set<String> ends = new TreeSet<>(all);
    for (TaskSpec task : tasks) {
      if (all.contains(task.id())) {
        task.after().forEach(id -> ends.removeAll(members.getOrDefault(id, Set.of(id))));
      }
    }
    return ends;
  }

  private TaskSpec renamed(TaskSpec task, Set<String> afterGroup) {
    Set<String> after = longNames(task.after());
    boolean first = task.after().stream().noneMatch(this::isOwn);
    if (first) {
      after.addAll(afterGroup);
    }
    return new TaskSpec(
        longName(task.id()), kind(task.kind()), after, task.conduct(), mapping(task.mapping()));
  }

  private TaskKind kind(TaskKind kind) {
    if (!(kind instanceof TaskKind.Branch branch)) {
      return kind;
    }
    Map<String, Set<String>> cases = new TreeMap<>();
    branch.cases().forEach((value, ids) -> cases.put(value, longNames(ids)));
    return new TaskKind.Branch(branch.on(), cases, longNames(branch.otherwise()));
  }

  private Mapping mapping(Mapping mapping) {
    return mapping instanceof Mapping.OverOutput over && isOwn(over.task())
        ? new Mapping.OverOutput(longName(over.task()), over.key())
        : mapping;
  }

  private Set<String> longNames(Set<String> ids) {
    Set<String> longer = new TreeSet<>();
    ids.forEach(id -> longer.add(isOwn(id) ? longName(id) : id));
    return longer;
  }

  private boolean isOwn(String id) {
    return tasks.contains(id) || groups.contains(id);
  }

  private String longName(String id) {
    return name + "." + id;
  }
}
