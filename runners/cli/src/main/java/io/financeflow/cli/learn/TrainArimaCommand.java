package io.financeflow.cli.learn;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.ArimaTraining;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.model.Target;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.ModelRefusal;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train arima}: one ARIMA model per ticker, saved as one version. */
@Command(
    name = "arima",
    mixinStandardHelpOptions = true,
    description = {
      "Train an ARIMA model for each ticker on its closes, adjusted for splits, and save all of them"
          + " as one version.",
      "Without --order and --auto: ARIMA(1,1,1) on closes (on returns ARIMA(1,0,1)). With either,"
          + " the target is log_close unless --target says otherwise.",
      "With --tune: the order that forecasts best over walk-forward folds before the last 60"
          + " sessions, of one ticker. The same command goes on with a search.",
      "The last 60 sessions are forecast one step ahead by models that have not learnt from them,"
          + " beside the last value. Ctrl-C keeps what is done."
    })
public final class TrainArimaCommand implements Callable<Integer> {
  private static final int LONGEST_HORIZON = 1_000;

  private final Environment environment;

  @Mixin private TickerFlags tickers = new TickerFlags();

  @Mixin private OrderFlags orders = new OrderFlags();

  @Mixin private TuneFlags tune = new TuneFlags();

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      converter = TargetConverter.class,
      completionCandidates = TargetConverter.Names.class,
      description = "What is modelled: ${COMPLETION-CANDIDATES}.")
  private @Nullable Target target;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First session (default: the first stored).")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last session (default: the last stored).")
  private @Nullable LocalDate to;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model (default: arima-TICKER in lower case; arima for several).")
  private @Nullable String name;

  @Option(
      names = "--horizon",
      paramLabel = "N",
      defaultValue = "5",
      description = "Sessions to forecast and show at the end, 1 to 1000 (default: 5).")
  private int horizon;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** The command in that environment. */
  public TrainArimaCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (horizon < 1 || horizon > LONGEST_HORIZON) {
      throw new Failure.Usage("--horizon must be 1 to 1000 but was " + horizon);
    }
    DateRange range = range();
    ArimaRecipe recipe = recipe();
    tickers.check();
    checkTuning();
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      StoredCloses closes = new StoredCloses(database, TradingCalendar.nyse());
      List<String> chosen = tickers.choose(() -> closes.tickers(range));
      ArimaRun.Request request = new ArimaRun.Request(chosen, range, recipe, Optional.empty());
      String model = model(request.tickers());
      Optional<ArimaRun> run =
          tune.wanted()
              ? tuned(database, new ArimaRun(closes, request), closes)
              : Optional.of(new ArimaRun(closes, request));
      if (run.isEmpty()) {
        return ExitCode.FAILED.code();
      }
      return KeptOnStop.during(
          () -> train(run.get(), model, new ModelStore(database, environment.clock())));
    }
  }

  private void checkTuning() {
    if (!tune.wanted()) {
      tune.requireUnused();
    } else if (orders.auto() || orders.given().isPresent()) {
      throw new Failure.Usage("--tune finds the order: leave --auto and --order out");
    }
  }

  /** Returns the run of the best order; empty when the search was told to stop. */
  private Optional<ArimaRun> tuned(Database database, ArimaRun run, StoredCloses closes) {
    ArimaRun.Request request = run.request();
    if (request.tickers().size() != 1) {
      throw new Failure.Usage(
          "--tune is for one ticker, not %d: give --ticker A".formatted(request.tickers().size()));
    }
    String ticker = request.tickers().get(0);
    Closes series = closes.read(request.tickers(), request.range()).get(ticker);
    if (series == null) {
      throw nothing(run);
    }
    ArimaTuning tuning = new ArimaTuning(tune, ticker, Optional.ofNullable(target), series);
    return tuning
        .search(environment.workingDirectory())
        .run(environment, database, tuning.evaluator())
        .map(found -> request.with(tuning.target(found.best().values()), found))
        .map(best -> new ArimaRun(closes, best));
  }

  private int train(ArimaRun run, String model, ModelStore store) {
    int fits = 2 * run.request().tickers().size();
    FitProgress progress = new FitProgress(environment.console(), environment.clock(), fits);
    ArimaTraining done = run.train(Runtime.getRuntime().availableProcessors(), progress);
    progress.end();
    ArimaSet set = done.set().orElseThrow(() -> nothing(run));
    StoredVersion saved =
        store.save(
            ArimaVersion.of(model, run.request(), done, set),
            run.complete() ? "" : "stopped before all tickers were done");
    TrainArimaReport report = new TrainArimaReport(run, done, set, saved);
    environment.console().out().print(json ? report.json(horizon) + "\n" : report.text(horizon));
    return (run.complete() ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  private Target target() {
    boolean plain = orders.given().isEmpty() && !orders.auto();
    return Optional.ofNullable(target).orElse(plain ? Target.CLOSE : Target.LOG_CLOSE);
  }

  private ArimaRecipe recipe() {
    Optional<ArimaOrder.Part> given = orders.given();
    if (orders.auto()) {
      return ArimaRecipe.auto(target());
    }
    int differences = target == Target.NEXT_RETURN ? 0 : 1;
    ArimaOrder.Part part = given.orElse(new ArimaOrder.Part(1, differences, 1));
    try {
      return ArimaRecipe.given(target(), new ArimaOrder(part, ArimaOrder.Part.NONE, 1).regular());
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("--order: " + wrong.getMessage());
    }
  }

  private DateRange range() {
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate first = from == null ? calendar.firstDate() : from;
    LocalDate last =
        to == null ? LocalDate.ofInstant(environment.clock().instant(), calendar.zone()) : to;
    if (last.isBefore(first)) {
      throw new Failure.Usage("--to " + last + " lies before --from " + first);
    }
    return new DateRange(first, last);
  }

  private String model(List<String> chosen) {
    String model = name;
    if (model == null) {
      boolean one = chosen.size() == 1 && !tickers.all();
      model = one ? "arima-" + chosen.get(0).toLowerCase(Locale.ROOT) : "arima";
    }
    try {
      return ModelRef.parse(model).model();
    } catch (ModelRefusal refusal) {
      throw new Failure.Usage("--name: " + refusal.getMessage());
    }
  }

  private static Failure.Incomplete nothing(ArimaRun run) {
    if (run.stopped()) {
      return new Failure.Incomplete(ExitCode.FAILED, "stopped before the first model was done");
    }
    return new Failure.Incomplete(
        ExitCode.NOT_READY,
        "no bars of %s in %s: see ./financeflow status, and ./financeflow ingest --help"
            .formatted(
                run.request().tickers().isEmpty()
                    ? "any ticker"
                    : String.join(", ", run.request().tickers()),
                run.request().range()));
  }
}
