package io.financeflow.cli;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.sandbox.FlatFiles;
import io.financeflow.sandbox.MarketSource;
import io.financeflow.sandbox.Sandbox;
import io.financeflow.sandbox.SandboxSettings;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sandbox}: a local vendor, until it is interrupted. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = {
      "Serve a simulated market (or real bars of a file) in the vendor's wire format.",
      "Then, in another terminal: ./financeflow ingest --vendor-url http://127.0.0.1:9090"
          + " --requests-per-minute 0 --date 2025-01-10"
    })
final class SandboxCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = "--port",
      defaultValue = "9090",
      description = "Port on 127.0.0.1, 0 for any free one (default: 9090).")
  private int port;

  @Option(names = "--seed", defaultValue = "42", description = "Simulation's seed (default: 42).")
  private long seed;

  @Option(
      names = "--tickers",
      defaultValue = "" + MarketSource.DEFAULT_TICKERS,
      description = "Simulated listings over all times, two thirds of them alive (default: 750).")
  private int tickers;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Serve the daily bars of this CSV or CSV.gz instead of a simulation.")
  private @Nullable Path replay;

  @Option(
      names = "--fault",
      paramLabel = "NAME=VALUE",
      description =
          "Misbehave, e.g. rate-limit=5/60s; may be repeated. All faults: runners/sandbox/README.md.")
  private List<String> faults = List.of();

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "Refuse requests without this (made-up) key.")
  private @Nullable String apiKey;

  @Option(
      names = "--write-files",
      paramLabel = "DIR",
      description = {
        "Do not serve: write the market as the vendor's daily flat files (YYYY/MM/YYYY-MM-DD.csv.gz)"
            + " of --from to --to into this folder."
      })
  private @Nullable Path files;

  @Option(names = "--from", paramLabel = "DATE", description = "First date of --write-files.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last date of --write-files.")
  private @Nullable LocalDate to;

  SandboxCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (files != null) {
      return write(files);
    }
    try (Sandbox sandbox = start()) {
      environment.console().out().println("listening on " + sandbox.baseUrl());
      environment
          .console()
          .out()
          .println(
              (replay == null ? "SIMULATED market, seed " + seed : "replay of " + replay)
                  + "; Ctrl-C ends it");
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE.code();
  }

  private int write(Path folder) throws IOException {
    if (from == null || to == null || to.isBefore(from)) {
      throw new Failure.Usage("--write-files wants --from DATE and a --to DATE not before it");
    }
    try {
      int written = FlatFiles.write(source(), new DateRange(from, to), folder);
      environment.console().out().println("wrote " + written + " files to " + folder);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    }
    return ExitCode.DONE.code();
  }

  private MarketSource source() {
    return replay == null ? MarketSource.simulated(seed, tickers) : MarketSource.replay(replay);
  }

  private Sandbox start() {
    try {
      MarketSource source = source();
      SandboxSettings settings =
          SandboxSettings.of(source, environment.clock())
              .withPort(port)
              .withFaults(faults.toArray(String[]::new));
      return Sandbox.start(apiKey == null ? settings : settings.withApiKey(apiKey));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    } catch (UncheckedIOException unreadable) {
      throw new Failure.Usage("cannot read " + replay + ": name a readable CSV or CSV.gz file");
    }
  }
}
