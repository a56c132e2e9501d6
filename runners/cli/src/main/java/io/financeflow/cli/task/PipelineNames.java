package io.financeflow.cli.task;

import io.financeflow.cli.FinanceFlow;
import io.financeflow.cli.config.Environment;
import io.financeflow.orchestrator.template.KnownNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import picocli.CommandLine;

/**
 * The pipelines and the work on models that tasks can name, each a command of the command line.
 * Thread-safe.
 */
final class PipelineNames {
  private static final Map<String, List<String>> COMMANDS =
      Map.of(
          "ingest", List.of("ingest"),
          "references", List.of("references"),
          "returns", List.of("returns"),
          "features", List.of("features"),
          "quality", List.of("quality"),
          "monitor", List.of("monitor"),
          "retrain", List.of("retrain"),
          "backfill-ingest", List.of("backfill", "ingest"),
          "backfill-returns", List.of("backfill", "returns"),
          "backfill-features", List.of("backfill", "features"));

  private final Map<String, PipelineFlags> pipelines = new TreeMap<>();

  PipelineNames(Environment environment) {
    CommandLine root = FinanceFlow.commandLine(environment);
    COMMANDS.forEach(
        (name, words) -> {
          CommandLine command = root;
          for (String word : words) {
            command = Objects.requireNonNull(command.getSubcommands().get(word), word);
          }
          pipelines.put(name, PipelineFlags.of(words, command.getCommandSpec()));
        });
  }

  /** Returns a pipeline; an unknown name is refused with the known ones. */
  PipelineFlags find(String name) {
    PipelineFlags found = pipelines.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "unknown pipeline '" + name + "'; " + KnownNames.hint(name, pipelines.keySet()));
    }
    return found;
  }
}
