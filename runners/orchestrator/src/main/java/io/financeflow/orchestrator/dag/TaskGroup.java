package io.financeflow.orchestrator.dag;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns groups into plain tasks with longer names. */
public final class TaskGroup {

  private TaskGroup() {}

  /**
   * The tasks of a group under their long names.
   *
   * @param after what the tasks come after that have none of the group before them
   * @param tasks with short names; a name in {@code after} that is none of theirs stays
   */
  public static List<TaskSpec> flatten(
      String group, Set<String> after, Collection<TaskSpec> tasks) {
    Set<String> inside = tasks.stream().map(TaskSpec::id).collect(Collectors.toSet());
    Set<String> groups = new TreeSet<>();
    inside.forEach(id -> groups.add(id.substring(0, Math.max(0, id.indexOf('.')))));
    groups.remove("");
    return tasks.stream()
        .map(
            task -> {
              Set<String> before = new TreeSet<>();
              boolean first = true;
              for (String id : task.after()) {
                boolean own = inside.contains(id) || groups.contains(id);
                first &= !own;
                before.add(own ? group + "." + id : id);
              }
              if (first) {
                before.addAll(after);
              }
              return new TaskSpec(
                  group + "." + task.id(),
                  kind(task, group, inside),
                  before,
                  task.conduct(),
                  mapping(task, group, inside));
            })
        .toList();
  }

  /** The same tasks, with a group in {@code after} replaced by the tasks nothing follows in it. */
  public static List<TaskSpec> resolve(Collection<TaskSpec> tasks) {
    Map<String, Set<String>> last = new TreeMap<>();
    Set<String> ids = tasks.stream().map(TaskSpec::id).collect(Collectors.toSet());
    for (TaskSpec task : tasks) {
      for (int dot = task.id().indexOf('.'); dot > 0; dot = task.id().indexOf('.', dot + 1)) {
        String group = task.id().substring(0, dot);
        last.computeIfAbsent(group, key -> new TreeSet<>()).add(task.id());
      }
    }
    last.forEach(
        (group, members) -> {
          Set<String> followed = new TreeSet<>();
          tasks.stream()
              .filter(task -> task.id().startsWith(group + "."))
              .forEach(task -> followed.addAll(task.after()));
          followed.stream()
              .filter(id -> !ids.contains(id))
              .forEach(inner -> members.removeIf(id -> id.startsWith(inner + ".")));
          members.removeAll(followed);
        });
    return tasks.stream()
        .map(
            task -> {
              Set<String> before = new TreeSet<>();
              task.after()
                  .forEach(
                      id ->
                          before.addAll(
                              ids.contains(id) ? Set.of(id) : last.getOrDefault(id, Set.of(id))));
              return new TaskSpec(task.id(), task.kind(), before, task.conduct(), task.mapping());
            })
        .toList();
  }

  private static Mapping mapping(TaskSpec task, String group, Set<String> inside) {
    return task.mapping() instanceof Mapping.OverOutput over && inside.contains(over.task())
        ? new Mapping.OverOutput(group + "." + over.task(), over.key())
        : task.mapping();
  }

  private static TaskKind kind(TaskSpec task, String group, Set<String> inside) {
    if (!(task.kind() instanceof TaskKind.Branch branch)) {
      return task.kind();
    }
    Map<String, Set<String>> cases = new TreeMap<>();
    branch.cases().forEach((value, ids) -> cases.put(value, within(ids, group, inside)));
    return new TaskKind.Branch(branch.on(), cases, within(branch.otherwise(), group, inside));
  }

  private static Set<String> within(Set<String> ids, String group, Set<String> inside) {
    return ids.stream()
        .map(id -> inside.contains(id) ? group + "." + id : id)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
