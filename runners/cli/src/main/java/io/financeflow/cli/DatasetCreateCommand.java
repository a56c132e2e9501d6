package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.features.DatasetRequest;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.Dataset;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset create}: cuts a dataset out of stored features. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Make a dataset of stored features: cut the sessions into three segments and measure mean and"
          + " deviation of each feature over the training segment.",
      "Window + 1 sessions between two segments belong to neither: no window of the later one reaches"
          + " a row or a label of the earlier one."
    })
final class DatasetCreateCommand implements Callable<Integer> {
  private static final Pattern SHARES = Pattern.compile("(\\d{1,3})/(\\d{1,3})/(\\d{1,3})");

  private final Environment environment;

  @Parameters(paramLabel = "NAME", description = "Name: a-z 0-9 _ -, a letter first.")
  private String name = "";

  @Mixin private RangeFlags dates = new RangeFlags();

  @Mixin private RunFlags run = new RunFlags();

  @Option(
      names = "--tickers",
      paramLabel = "A,B",
      split = ",",
      description = "Tickers to take (default: all with --min-rows rows).")
  private List<String> tickers = List.of();

  @Option(
      names = "--universe",
      paramLabel = "RULE",
      description = "Which tickers to take when none are given: all (default).")
  private @Nullable Universe universe;

  @Option(
      names = "--min-rows",
      paramLabel = "N",
      description = "Rows a ticker must have in the range to be taken (default: the window).")
  private @Nullable Integer minRows;

  @Option(
      names = "--window",
      paramLabel = "ROWS",
      defaultValue = "60",
      description = "Rows of a model's window (default: 60).")
  private int window;

  @Option(
      names = "--split",
      paramLabel = "A/B/C",
      defaultValue = "64/16/20",
      description =
          "Shares of train, valid and test in percent (default: 64/16/20, that is 80/20 twice).")
  private String split = "";

  /** Which tickers. */
  enum Universe {
    /** All that have enough rows. */
    all
  }

  DatasetCreateCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws SQLException, IOException {
    DatasetRequest request = request();
    Configuration configuration = Configuration.read(environment);
    Jobs jobs = run.waitingJobs(environment.console(), environment, configuration);
    try (Database database = new Databases(configuration).open()) {
      jobs.dataset(database, request);
      Datasets datasets = new Datasets(database);
      Dataset made = datasets.named(name);
      environment
          .console()
          .out()
          .print(
              run.json()
                  ? DatasetReport.json(made) + "\n"
                  : DatasetReport.text(made, datasets.featureNames(made)));
    }
    return ExitCode.DONE.code();
  }

  private DatasetRequest request() {
    if (universe != null && !tickers.isEmpty()) {
      throw new Failure.Usage("--universe and --tickers exclude each other");
    }
    Matcher shares = SHARES.matcher(split);
    if (!shares.matches()) {
      throw new Failure.Usage("--split must be like 64/16/20 but was " + split);
    }
    try {
      return new DatasetRequest(
          name,
          dates.range(environment.clock()),
          new DatasetRequest.Universe(tickers, minRows == null ? window : minRows),
          new DatasetRequest.Split(
              Integer.parseInt(shares.group(1)),
              Integer.parseInt(shares.group(2)),
              Integer.parseInt(shares.group(3)),
              window));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    }
  }
}
