package io.financeflow.orchestrator.dag;

import io.financeflow.orchestrator.template.KnownNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds everything wrong with a DAG as a whole; each part has checked itself before. */
final class DagCheck {

  private static final Pattern DAG_ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,99}");
  private static final Pattern TASK_ID =
      Pattern.compile("(?=.{1,200}$)[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z_][A-Za-z0-9_-]*)*");
  private static final Pattern PARAM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final List<DagProblem> problems = new ArrayList<>();
  private final Map<String, TaskSpec> tasks = new TreeMap<>();
  private final Graph graph;

  private DagCheck(List<TaskSpec> all) {
    this.graph = new Graph(all);
  }

  /** What is wrong; empty when nothing is. */
  static List<DagProblem> problems(String id, List<Param> params, List<TaskSpec> tasks) {
    DagCheck check = new DagCheck(tasks);
    check.names(id, params, tasks);
    tasks.forEach(check::upstream);
    List<String> cycle = check.graph.cycle();
    if (!cycle.isEmpty()) {
      check.problem(cycle.get(0), "comes after itself: " + String.join(" -> ", cycle));
    }
    Set<String> known = new TreeSet<>();
    params.forEach(param -> known.add(param.name()));
    TemplateCheck templates = new TemplateCheck(check.tasks, check.graph, known);
    for (TaskSpec task : tasks) {
      check.kind(task);
      check.mapping(task);
      templates.problems(task).forEach(message -> check.problem(task.id(), message));
    }
    return List.copyOf(check.problems);
  }

  private void names(String id, List<Param> params, List<TaskSpec> all) {
    if (!DAG_ID.matcher(id).matches()) {
      problem("", "the id must be 1 to 100 letters, digits, _ or - but was '" + id + "'");
    }
    if (all.isEmpty()) {
      problem("", "there must be at least one task");
    }
    Set<String> names = new HashSet<>();
    for (Param param : params) {
      if (!PARAM.matcher(param.name()).matches() || !names.add(param.name())) {
        problem("", "a param needs a name of its own of letters, digits and _: " + param.name());
      }
    }
    for (TaskSpec task : all) {
      if (!TASK_ID.matcher(task.id()).matches()) {
        problem(task.id(), "an id has letters, digits, _ and -, begins with a letter or _");
      }
      if (tasks.put(task.id(), task) != null) {
        problem(task.id(), "there are two tasks of this id: rename one");
      }
    }
    for (TaskSpec task : all) {
      if (tasks.containsKey(task.group())) {
        problem(task.id(), "'" + task.group() + "' is a task and a group: rename one");
      }
    }
  }

  private void upstream(TaskSpec task) {
    for (String id : task.after()) {
      if (!tasks.containsKey(id)) {
        problem(task.id(), "after unknown task '" + id + "'; " + KnownNames.hint(id, others(task)));
      }
    }
  }

  private void kind(TaskSpec task) {
    if (task.kind() instanceof TaskKind.Branch branch) {
      Set<String> targets = new TreeSet<>(branch.otherwise());
      branch.cases().values().forEach(targets::addAll);
      targets.removeAll(graph.after(task.id()));
      for (String target : targets) {
        problem(
            task.id(),
            "goes on with '"
                + target
                + "', which is not directly after it; "
                + KnownNames.hint(target, graph.after(task.id())));
      }
    }
    boolean teardown = task.conduct().rules().role() == TaskRole.TEARDOWN;
    if (teardown && task.after().isEmpty()) {
      problem(task.id(), "a teardown must come after what it tears down");
    }
  }

  private void mapping(TaskSpec task) {
    if (task.mapping() instanceof Mapping.OverOutput over) {
      Set<String> ancestors = graph.ancestors(task.id());
      TaskSpec source = tasks.get(over.task());
      if (source == null || !ancestors.contains(over.task())) {
        problem(
            task.id(),
            "is mapped over the output of '"
                + over.task()
                + "', which is not before it; "
                + KnownNames.hint(over.task(), ancestors));
      } else if (source.isMapped()) {
        problem(task.id(), "is mapped over '" + over.task() + "', which is mapped itself");
      }
    }
  }

  private Set<String> others(TaskSpec task) {
    Set<String> others = new TreeSet<>(tasks.keySet());
    others.remove(task.id());
    return others;
  }

  private void problem(String task, String message) {
    problems.add(new DagProblem(task, message));
  }
}
