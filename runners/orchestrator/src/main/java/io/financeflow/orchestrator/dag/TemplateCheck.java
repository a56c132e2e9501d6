package io.financeflow.orchestrator.dag;

import io.financeflow.orchestrator.template.Expression;
import io.financeflow.orchestrator.template.KnownNames;
import io.financeflow.orchestrator.template.RunValues;
import io.financeflow.orchestrator.template.Template;
import io.financeflow.orchestrator.template.TemplateError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks, before anything runs, that the values the templates of a task name will be there.
 * Variables are left out: they come and go without the DAG.
 */
final class TemplateCheck {

  private final Map<String, TaskSpec> tasks;
  private final Graph graph;
  private final Set<String> params;

  TemplateCheck(Map<String, TaskSpec> tasks, Graph graph, Set<String> params) {
    this.tasks = tasks;
    this.graph = graph;
    this.params = params;
  }

  /** One message per fault; empty when there is none. */
  List<String> problems(TaskSpec task) {
    List<String> problems = new ArrayList<>();
    for (String text : task.kind().templates()) {
      try {
        for (Expression expression : Template.parse(text).expressions()) {
          problem(task, expression)
              .ifPresent(message -> problems.add("in '" + shortened(text) + "': " + message));
        }
      } catch (TemplateError e) {
        problems.add("in '" + shortened(text) + "': " + e.getMessage());
      }
    }
    return problems;
  }

  private Optional<String> problem(TaskSpec task, Expression expression) {
    String first = expression.path().get(0);
    if (first.equals(RunValues.OUTPUTS)) {
      return outputs(task, expression);
    }
    if (first.equals(RunValues.PARAMS)) {
      return expression.path().size() == 2 && params.contains(expression.path().get(1))
          ? Optional.empty()
          : Optional.of(
              "unknown parameter '"
                  + expression.name()
                  + "'; "
                  + KnownNames.hint(last(expression), params));
    }
    if (first.equals(RunValues.VARS)) {
      return expression.path().size() > 1
          ? Optional.empty()
          : Optional.of("a variable is written vars.<name>");
    }
    Set<String> known = new TreeSet<>(RunValues.TEXTS);
    boolean single = expression.path().size() == 1;
    boolean item = task.isMapped() && first.equals(RunValues.ITEM);
    if (task.isMapped()) {
      known.addAll(Set.of(RunValues.ITEM, RunValues.MAP_INDEX));
    }
    if (item || (single && known.contains(first))) {
      return Optional.empty();
    }
    known.addAll(
        Set.of(
            RunValues.PARAMS + ".<name>",
            RunValues.VARS + ".<name>",
            RunValues.OUTPUTS + ".<task>.<key>"));
    return Optional.of(
        "unknown name '" + expression.name() + "'; " + KnownNames.hint(expression.name(), known));
  }

  private Optional<String> outputs(TaskSpec task, Expression expression) {
    Set<String> ancestors = graph.ancestors(task.id());
    List<String> path = expression.path().subList(1, expression.path().size());
    for (int length = path.size() - 1; length > 0; length--) {
      String id = String.join(".", path.subList(0, length));
      if (tasks.containsKey(id)) {
        return ancestors.contains(id)
            ? Optional.empty()
            : Optional.of("task '" + id + "' is not before this one: add it to after");
      }
    }
    String written = String.join(".", path.subList(0, Math.max(0, path.size() - 1)));
    return Optional.of(
        "an output is written outputs.<task>.<key>; unknown task '"
            + written
            + "'; "
            + KnownNames.hint(written, ancestors));
  }

  private static String last(Expression expression) {
    return expression.path().get(expression.path().size() - 1);
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
