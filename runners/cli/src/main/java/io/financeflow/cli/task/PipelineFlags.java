package io.financeflow.cli.task;

import io.financeflow.orchestrator.dag.TaskKind.PipelineMode;
import io.financeflow.orchestrator.template.KnownNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A pipeline as a command line: an argument {@code max-gap} is the flag {@code --max-gap}.
 *
 * <p>An empty value leaves the flag out. A flag without a value is given {@code true} or {@code
 * false}, one that takes several has them separated by commas.
 *
 * @param words of the command, {@code backfill ingest}
 * @param flags those an argument may set, by name without dashes
 */
record PipelineFlags(List<String> words, Map<String, OptionSpec> flags) {
  private static final String MASTER = "flink-master";

  /** What the task itself decides, and what would change the report it reads. */
  private static final Set<String> NOT_ARGUMENTS =
      Set.of(
          "help", "version", "debug", "json", "runner", "detach", "run-id", "dry-run", "missing");

  PipelineFlags {
    words = List.copyOf(words);
    flags = Map.copyOf(flags);
  }

  static PipelineFlags of(List<String> words, CommandSpec command) {
    Map<String, OptionSpec> flags = new HashMap<>();
    for (OptionSpec option : command.options()) {
      for (String name : option.names()) {
        String bare = name.replaceFirst("^--", "");
        if (!bare.startsWith("-") && !NOT_ARGUMENTS.contains(bare)) {
          flags.put(bare, option);
        }
      }
    }
    return new PipelineFlags(words, flags);
  }

  /** What is wrong with arguments of these names; empty when a command line can be made of them. */
  List<String> problems(Set<String> given, PipelineMode mode) {
    List<String> problems = new ArrayList<>();
    Map<OptionSpec, String> set = new HashMap<>();
    for (String name : new TreeSet<>(given)) {
      OptionSpec flag = flags.get(name);
      if (flag == null) {
        problems.add("unknown argument '" + name + "'; " + KnownNames.hint(name, flags.keySet()));
      } else if (name.equals(MASTER) && mode != PipelineMode.FLINK) {
        problems.add("the argument 'flink-master' is for 'run: flink': add it");
      } else if (set.putIfAbsent(flag, name) != null) {
        problems.add("'" + set.get(flag) + "' and '" + name + "' mean the same: give one of them");
      }
    }
    new TreeMap<>(flags)
        .values().stream()
            .filter(flag -> flag.required() && !set.containsKey(flag))
            .map(flag -> flag.longestName().replaceFirst("^--", ""))
            .distinct()
            .forEach(name -> problems.add("the argument '" + name + "' is missing"));
    return problems;
  }

  /**
   * Returns the command line.
   *
   * @param arguments whose names have no {@link #problems}
   * @throws IllegalArgumentException when a flag without a value is given one
   */
  List<String> commandLine(Map<String, String> arguments) {
    List<String> line = new ArrayList<>(words);
    new TreeMap<>(arguments).forEach((name, value) -> add(name, value.strip(), line));
    line.add("--json");
    return line;
  }

  private void add(String name, String value, List<String> line) {
    OptionSpec flag = flags.get(name);
    if (flag == null || value.isEmpty()) {
      return;
    }
    if (flag.arity().max() == 0) {
      if (!value.equals("true") && !value.equals("false")) {
        throw new IllegalArgumentException(
            "the argument '" + name + "' must be true or false but was '" + value + "'");
      }
      if (value.equals("true")) {
        line.add("--" + name);
      }
    } else if (flag.isMultiValue()) {
      List.of(value.split("\\s*,\\s*")).forEach(each -> line.add("--" + name + "=" + each));
    } else {
      line.add("--" + name + "=" + value);
    }
  }
}
