package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.arima.ArimaFit;
import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.arima.ArimaSpec;
import io.financeflow.ml.forecaster.NothingToFit;
import io.financeflow.ml.forecaster.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arima}: fits and forecasts a series out of a CSV file. */
@Command(
    name = "arima",
    mixinStandardHelpOptions = true,
    description = {
      "Fit an ARIMA model to a column of a CSV file and forecast it; no database is needed.",
      "Likelihood is exact, that of the differenced series; missing values (empty or NA) keep their"
          + " place. Without --order the order is searched for.",
      "As in R's arima, a model of a given order has a mean when it does not difference, and no"
          + " drift."
    })
public final class ArimaCommand implements Callable<Integer> {
  private static final int LONGEST_HORIZON = 10_000;

  private final Environment environment;
  private final Supplier<InputStream> standardInput;

  @Option(
      names = "--csv",
      required = true,
      paramLabel = "FILE",
      description = "File to read; - for standard input.")
  private String csv = "";

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column by its header; needed when there are several.")
  private @Nullable String column;

  @Option(
      names = "--period",
      paramLabel = "N",
      defaultValue = "1",
      description = "Values per season, 1 to 90: 12 for months (default: 1, no seasons).")
  private int period;

  @Mixin private OrderFlags orders = new OrderFlags();

  @Option(
      names = "--seasonal",
      paramLabel = "P,D,Q",
      description = "With --order: the same in seasons, e.g. 0,1,1.")
  private @Nullable String seasonal;

  @Option(names = "--log", description = "Model logarithms; forecasts are values again, medians.")
  private boolean log;

  @Option(
      names = "--horizon",
      paramLabel = "N",
      defaultValue = "12",
      description = "Steps to forecast, 1 to 10000 (default: 12).")
  private int horizon;

  @Option(
      names = "--level",
      paramLabel = "SHARE",
      defaultValue = "0.95",
      description = "What the intervals shall cover, between 0 and 1 (default: 0.95).")
  private double level;

  @Option(names = "--trace", description = "Also the search: every model tried, with its AICc.")
  private boolean trace;

  @Mixin private OutputFlag output = new OutputFlag();

  /**
   * The command in that environment.
   *
   * @param standardInput asked only for {@code --csv -}
   */
  public ArimaCommand(Environment environment, Supplier<InputStream> standardInput) {
    this.environment = environment;
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    if (horizon < 1 || horizon > LONGEST_HORIZON || !(level > 0 && level < 1)) {
      throw new Failure.Usage("--horizon must be 1 to 10000 and --level between 0 and 1");
    }
    ArimaForecaster forecaster = log ? forecaster().onLogarithms() : forecaster();
    Series series = series();
    ArimaReport report = new ArimaReport(series, fit(forecaster, series), trace);
    output.print(
        environment.console().out(),
        report.json(horizon, level),
        () -> report.text(horizon, level));
    return ExitCode.DONE.code();
  }

  private ArimaForecaster forecaster() {
    Optional<ArimaOrder.Part> given = orders.given();
    if (given.isEmpty()) {
      if (seasonal != null) {
        throw new Failure.Usage("--seasonal needs --order");
      }
      return ArimaForecaster.auto();
    }
    ArimaOrder.Part inSeasons =
        seasonal == null ? ArimaOrder.Part.NONE : OrderFlags.part("--seasonal", seasonal);
    try {
      ArimaOrder order = new ArimaOrder(given.get(), inSeasons, period);
      return ArimaForecaster.of(new ArimaSpec(order, order.differences() == 0));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    }
  }

  private Series series() {
    if (period < 1 || period > Series.LONGEST_PERIOD) {
      throw new Failure.Usage("--period must be 1 to 90 but was " + period);
    }
    Optional<String> name = Optional.ofNullable(column);
    if (csv.equals("-")) {
      double[] values = CsvColumn.read(standardInput.get(), "standard input", name);
      return Series.seasonal(period, values);
    }
    Path file = environment.workingDirectory().resolve(csv);
    try (InputStream stream = Files.newInputStream(file)) {
      return Series.seasonal(period, CsvColumn.read(stream, csv, name));
    } catch (NoSuchFileException missing) {
      throw new Failure.Usage("there is no file " + csv);
    } catch (IOException broken) {
      throw new Failure.Usage("cannot read %s: %s".formatted(csv, broken.getMessage()));
    }
  }

  private ArimaFit fit(ArimaForecaster forecaster, Series series) {
    try {
      return forecaster.fitTraced(series);
    } catch (NothingToFit nothing) {
      throw new Failure.Incomplete(ExitCode.BAD_INPUT, csv + " has no value in that column");
    }
  }
}
