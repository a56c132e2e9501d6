package io.financeflow.cli.bench;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.forecaster.Series;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench arima}: how quick fits and searches are; needs no database. */
@Command(
    name = "arima",
    mixinStandardHelpOptions = true,
    description = {
      "ARIMA(1,1,1) fits and automatic searches a second, on one thread and on two, and the most"
          + " heap in use. After a warm-up of 30 series.",
      "Over real closes with --csv (columns symbol and adjusted_close or close, gzip or not), else"
          + " over simulated ones, which say so. The launcher limits the compiler for short"
          + " commands: measure with FINANCEFLOW_JAVA_OPTS=-XX:TieredStopAtLevel=4."
    })
public final class ArimaBenchCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(names = "--csv", paramLabel = "FILE", description = "Daily closes of many symbols.")
  private @Nullable String csv;

  @Option(
      names = "--series",
      paramLabel = "N",
      defaultValue = "500",
      description = "Series at most, 1 to 20000 (default: 500).")
  private int series;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "1260",
      description = "Values of each, its last ones, 10 to 20000 (default: 1260).")
  private int points;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** The command in that environment. */
  public ArimaBenchCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (series < 1 || series > 20_000 || points < 10 || points > 20_000) {
      throw new Failure.Usage("--series must be 1 to 20000 and --points 10 to 20000");
    }
    SortedMap<String, Series> data =
        csv == null
            ? SimulatedPrices.of(series, points)
            : PriceFile.read(environment.workingDirectory().resolve(csv), series, points);
    if (data.isEmpty()) {
      throw new Failure.Usage("no symbol of %s has %d closes".formatted(csv, points));
    }
    ArimaFigures figures = ArimaBench.run(data, System::nanoTime);
    environment.console().out().println(json ? json(figures) : text(figures));
    return ExitCode.DONE.code();
  }

  private String data() {
    return csv == null ? "simulated" : "real";
  }

  private JsonObject json(ArimaFigures figures) {
    JsonObject result = new JsonObject();
    result.addProperty("bench", "arima");
    result.addProperty("data", data());
    result.addProperty("series", figures.series());
    result.addProperty("points", points);
    result.addProperty("fits_per_s_1_thread", rounded(figures.oneThread().fits()));
    result.addProperty("searches_per_s_1_thread", rounded(figures.oneThread().searches()));
    result.addProperty("fits_per_s_2_threads", rounded(figures.twoThreads().fits()));
    result.addProperty("searches_per_s_2_threads", rounded(figures.twoThreads().searches()));
    result.addProperty("peak_heap_mb", figures.peakHeap() >> 20);
    result.addProperty("simpler_models", figures.simpler());
    return result;
  }

  private String text(ArimaFigures figures) {
    return String.format(
        Locale.ROOT,
        "arima: %d %s series of %d; ARIMA(1,1,1) fits/s %.1f on one thread, %.1f on two;"
            + " searches/s %.1f and %.1f; peak heap %d MB; %d simpler models",
        figures.series(),
        data(),
        points,
        figures.oneThread().fits(),
        figures.twoThreads().fits(),
        figures.oneThread().searches(),
        figures.twoThreads().searches(),
        figures.peakHeap() >> 20,
        figures.simpler());
  }

  private static double rounded(double perSecond) {
    return Math.round(perSecond * 10) / 10.0;
  }
}
