package io.financeflow.cli.learn;

import io.financeflow.cli.Datasets;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.StoredDataset;
import io.financeflow.ml.evaluation.Backtest;
import io.financeflow.ml.evaluation.LongShort;
import io.financeflow.ml.lstm.LstmModel;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.model.Target;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: a model beside its baselines, walking forward. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Judge a model beside plain ones on walk-forward folds: trained on what lies before each test"
          + " block, never on what follows.",
      "Of a stored version its recipe is judged: it is trained anew in the folds. ARIMA models are"
          + " judged on closes, networks on the rows of their dataset, with a scaler per fold."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private final Environment environment;

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @Mixin private FoldFlags folds = new FoldFlags();
  @Mixin private SeriesFlags series = new SeriesFlags();

  @Option(
      names = "--long-short",
      paramLabel = "K",
      defaultValue = "10",
      description =
          "Names held long and short each day, at most half of all; 0 for no portfolio (default:"
              + " 10).")
  private int longShort;

  @Option(
      names = "--cost-bps",
      paramLabel = "BP",
      defaultValue = "5",
      description = "Cost of a half-turn in basis points (default: 5).")
  private double cost;

  @Mixin private OutputFlag output = new OutputFlag();

  /** The command in that environment. */
  public EvaluateCommand(Environment environment) {
    this.environment = environment;
  }

  /** What is judged. */
  private static final class Which {
    @Option(
        names = "--model",
        paramLabel = ModelsCommand.VERSION,
        description = "A stored version.")
    private @Nullable String model;

    @Option(
        names = "--forecaster",
        paramLabel = "NAME",
        description =
            "arima-auto, arima-P-D-Q, last-value, drift, seasonal-naive, zero, mean or ar1.")
    private @Nullable String forecaster;
  }

  @Override
  public Integer call() throws SQLException {
    series.check();
    try {
      if (which.forecaster != null) {
        SeriesModel model = SeriesModel.named(which.forecaster);
        Path prices = series.prices();
        if (prices != null) {
          judge(model, PriceTable.read(environment.workingDirectory().resolve(prices), range()));
        } else {
          try (Database database = new Databases(Configuration.read(environment)).open()) {
            judge(model, stored(database, List.of()));
          }
        }
      } else {
        judgeVersion(String.valueOf(which.model));
      }
    } catch (NoWindows | IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    }
    return ExitCode.DONE.code();
  }

  private void judgeVersion(String ref) throws SQLException {
    try (ModelDesk desk = ModelDesk.open(environment)) {
      StoredVersion version = desk.find(ref);
      if (version.kind().equals("lstm")) {
        judge(desk, version);
      } else {
        SeriesModel model = SeriesModel.of(version, ArimaSet.read(desk.store().artifact(version)));
        Path prices = series.prices();
        judge(
            model,
            prices == null
                ? stored(desk.database(), model.tickers())
                : PriceTable.read(environment.workingDirectory().resolve(prices), range()));
      }
    }
  }

  private SortedMap<String, Closes> stored(Database database, List<String> usual) {
    StoredCloses closes = new StoredCloses(database, TradingCalendar.nyse());
    return closes.read(series.choose(usual, () -> closes.tickers(range())), range());
  }

  private void judge(SeriesModel model, SortedMap<String, Closes> all) {
    SortedMap<String, Closes> closes = series.limited(all);
    if (closes.isEmpty()) {
      throw new Failure.Incomplete(
          ExitCode.NOT_READY,
          "no closes of these tickers in %s: see ./financeflow status, and ./financeflow ingest --help"
              .formatted(range()));
    }
    Target target = series.target().or(model::target).orElse(Target.LOG_CLOSE);
    int longest = closes.values().stream().mapToInt(Closes::length).max().orElse(0);
    int horizon = series.horizon();
    Backtest backtest =
        new Backtest(
            folds.folds(longest, horizon - 1, horizon), folds.refit(), horizon, series.level());
    Optional<LongShort> portfolio = horizon == 1 ? portfolio(closes.size()) : Optional.empty();
    SeriesJudging.Outcome outcome =
        new SeriesJudging(model, target, backtest, portfolio).run(closes, environment);
    SeriesFigures figures = new SeriesFigures(model.title(), target, outcome);
    output.print(environment.console().out(), figures.json(), figures::text);
  }

  private void judge(ModelDesk desk, StoredVersion version) throws SQLException {
    series.refuseForNetworks();
    String name =
        version
            .origin()
            .dataset()
            .orElseThrow(
                () -> new Failure.Usage(version.ref().text() + " does not say its dataset"));
    StoredDataset dataset =
        StoredDataset.read(desk.database(), new Datasets(desk.database()).named(name));
    LstmModel model =
        LstmModel.load(new ModelStore(desk.database(), environment.clock()).artifact(version));
    PanelJudging judging = new PanelJudging(version, model.settings(), dataset);
    PanelFigures figures =
        new PanelFigures(
            version.ref().text(),
            judging.run(
                folds,
                portfolio(dataset.dataset().universe().tickers().size())
                    .orElse(new LongShort(1, cost(cost))),
                environment));
    output.print(environment.console().out(), figures.json(), figures::text);
  }

  private Optional<LongShort> portfolio(int names) {
    if (longShort < 0) {
      throw new Failure.Usage("--long-short must be >= 0 but was " + longShort);
    }
    int held = Math.min(longShort, names / 2);
    return held < 1 ? Optional.empty() : Optional.of(new LongShort(held, cost(cost)));
  }

  private static double cost(double basisPoints) {
    if (!(basisPoints >= 0 && basisPoints < 10_000)) {
      throw new Failure.Usage("--cost-bps must be in [0, 10000) but was " + basisPoints);
    }
    return basisPoints;
  }

  private DateRange range() {
    LocalDate today =
        LocalDate.ofInstant(environment.clock().instant(), TradingCalendar.nyse().zone());
    return series.range(today);
  }
}
