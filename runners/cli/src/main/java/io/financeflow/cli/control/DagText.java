package io.financeflow.cli.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.TextTable;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** DAGs as texts; pure functions. */
final class DagText {

  private DagText() {}

  /** The facts, one line each, and a table of the tasks. */
  static String of(JsonObject facts, Dag dag) {
    StringBuilder text = new StringBuilder();
    facts
        .entrySet()
        .forEach(
            fact -> {
              if (!fact.getKey().equals("definition")) {
                text.append(line(fact.getKey(), fact.getValue()));
              }
            });
    JsonElement schedule = facts.getAsJsonObject("definition").get("schedule");
    text.append("%-14s %s%n".formatted("schedule", schedule == null ? "manual" : plain(schedule)));
    TextTable table = new TextTable("task", "kind", "after", "pool", "trigger_rule");
    for (TaskSpec task : DagShape.of(dag, "").tasks().values()) {
      table.row(
          task.id(),
          task.kind().getClass().getSimpleName().toLowerCase(Locale.ROOT),
          String.join(" ", task.after()),
          task.conduct().limits().share().pool(),
          task.conduct().rules().trigger().text());
    }
    return text.append('\n').append(table).toString();
  }

  private static String line(String name, JsonElement value) {
    return (name.replace('_', ' ').formatted() + " ".repeat(15))
            .substring(0, 15)
            .concat(value.isJsonNull() ? "none" : plain(value))
            .stripTrailing()
        + "\n";
  }

  private static String plain(JsonElement value) {
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  /** How far from the start each task is, from 1: tasks of one level may run at once. */
  static Map<String, Integer> levels(Dag dag) {
    Map<String, Integer> levels = new HashMap<>();
    for (TaskSpec task : DagShape.of(dag, "").tasks().values()) {
      int before = task.after().stream().mapToInt(id -> levels.getOrDefault(id, 0)).max().orElse(0);
      levels.put(task.id(), before + 1);
    }
    return levels;
  }

  /** A line for each task, by levels, with the tasks directly before it. */
  static String tree(Dag dag) {
    Map<String, Integer> levels = levels(dag);
    List<TaskSpec> tasks = new ArrayList<>(DagShape.of(dag, "").tasks().values());
    tasks.sort(java.util.Comparator.comparingInt(task -> levels.getOrDefault(task.id(), 0)));
    StringBuilder text = new StringBuilder(dag.id()).append('\n');
    for (TaskSpec task : tasks) {
      text.append("  ".repeat(levels.getOrDefault(task.id(), 1))).append(task.id());
      if (!task.after().isEmpty()) {
        text.append("  <- ").append(String.join(", ", task.after()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The graph in the language of Graphviz. */
  static String dot(Dag dag) {
    StringBuilder text = new StringBuilder("digraph \"" + dag.id() + "\" {\n  rankdir=LR;\n");
    for (TaskSpec task : dag.tasks()) {
      text.append("  \"").append(task.id()).append("\";\n");
      for (String before : task.after()) {
        text.append("  \"" + before + "\" -> \"" + task.id() + "\";\n");
      }
    }
    return text.append("}\n").toString();
  }
}
