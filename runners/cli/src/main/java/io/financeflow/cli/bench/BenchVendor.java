package io.financeflow.cli.bench;

import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A sandbox in a process of its own, so that the measured heap is the pipeline's. */
final class BenchVendor implements AutoCloseable {
  private static final String LISTENING = "listening on ";

  /** Of the simulated listings over all times, about two thirds trade on a day of the bench. */
  private static final double LISTINGS_PER_TICKER = 1.5;

  private final Process process;
  private final URI baseUrl;

  private BenchVendor(Process process, URI baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
  }

  /** Starts it with about that many tickers a session. */
  static BenchVendor start(int tickers) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home")
                        + File.separator
                        + "bin"
                        + File.separator
                        + "java",
                    "-Xmx1g",
                    "-XX:+UseParallelGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.financeflow.cli.Main",
                    "sandbox",
                    "--port",
                    "0",
                    "--tickers",
                    String.valueOf(listings(tickers))))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null || !line.startsWith(LISTENING)) {
      process.destroyForcibly();
      throw new Failure.Usage("the sandbox did not start: run ./financeflow sandbox to see why");
    }
    return new BenchVendor(process, URI.create(line.substring(LISTENING.length())));
  }

  /** How many listings over all times make about that many tickers a session. */
  static int listings(int tickers) {
    return (int) Math.round(tickers * LISTINGS_PER_TICKER);
  }

  PolygonSettings settings() {
    return new PolygonSettings(baseUrl, "", 0, PolygonSettings.Retries.DEFAULT);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
