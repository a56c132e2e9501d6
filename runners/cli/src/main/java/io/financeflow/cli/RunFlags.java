package io.financeflow.cli;

import picocli.CommandLine.Option;

/** The flags of every command that runs a pipeline: {@code --runner} and {@code --json}. */
final class RunFlags {
  @Option(
      names = "--runner",
      defaultValue = "direct",
      description = "Where the pipeline runs: ${COMPLETION-CANDIDATES} (default: direct).")
  private RunnerChoice runner = RunnerChoice.direct;

  @Option(names = "--json", description = "Print one JSON object instead of the summary.")
  private boolean json;

  RunnerChoice runner() {
    return runner;
  }

  boolean json() {
    return json;
  }
}
