package io.financeflow.cli.task;

import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.template.KnownNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A task written in Java that DAGs can name.
 *
 * @param arguments the names it understands, may be empty
 * @param task the work; finds its arguments in its context
 */
public record JavaTask(Set<String> arguments, Task task) {
  /** Stands for every name. */
  private static final String ANY = "*";

  /** Keeps a copy. */
  public JavaTask {
    arguments = Set.copyOf(arguments);
  }

  /** A task whose arguments only it knows. */
  public static JavaTask ofPlugin(Task task) {
    return new JavaTask(Set.of(ANY), task);
  }

  /** What is wrong with arguments of these names; empty when all are known. */
  List<String> problems(Set<String> given) {
    if (arguments.contains(ANY)) {
      return List.of();
    }
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(arguments);
    return unknown.stream()
        .map(name -> "unknown argument '" + name + "'; " + KnownNames.hint(name, arguments))
        .toList();
  }
}
