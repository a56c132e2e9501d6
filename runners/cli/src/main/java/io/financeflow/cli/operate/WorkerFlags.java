package io.financeflow.cli.operate;

import io.financeflow.cli.output.Failure;
import picocli.CommandLine.Option;

/** How much a worker does at once. */
final class WorkerFlags {
  @Option(
      names = "--slots",
      defaultValue = "4",
      paramLabel = "N",
      description = "Tasks the worker runs at once, 1 to 1000 (default: 4).")
  private int slots;

  int slots() {
    if (slots < 1 || slots > 1000) {
      throw new Failure.Usage("--slots must be 1 to 1000 but was " + slots);
    }
    return slots;
  }
}
