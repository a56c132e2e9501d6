package io.financeflow.cli;

import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.returns.ReturnsSettings;
import picocli.CommandLine.Option;

/** The flag {@code --max-gap} of every command that computes returns. */
final class GapFlag {
  private static final int MOST = 25;

  @Option(
      names = "--max-gap",
      paramLabel = "SESSIONS",
      defaultValue = "" + ReturnsSettings.DEFAULT_GAP,
      description =
          "Sessions back that the previous close may lie, 1 to 25 (default: 10; 1 = only the session"
              + " before).")
  private int sessions;

  int sessions() {
    if (sessions < 1 || sessions > MOST) {
      throw new Failure.Usage("--max-gap must be 1 to 25 sessions but was " + sessions);
    }
    return sessions;
  }
}
