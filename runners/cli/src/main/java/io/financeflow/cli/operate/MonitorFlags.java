package io.financeflow.cli.operate;

import io.financeflow.cli.output.Failure;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Prometheus finds a process. */
final class MonitorFlags {
  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve /metrics and /health on this port of 127.0.0.1, 0 for any free one.")
  private @Nullable Integer port;

  OptionalInt port() {
    Integer given = port;
    if (given == null) {
      return OptionalInt.empty();
    }
    if (given < 0 || given > 65_535) {
      throw new Failure.Usage("--metrics-port must be 0 to 65535 but was " + given);
    }
    return OptionalInt.of(given);
  }
}
