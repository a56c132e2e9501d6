package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.prediction.Answer;
import io.financeflow.ml.prediction.Predictor;
import io.financeflow.ml.prediction.Question;
import io.financeflow.ml.store.PredictionStore;
import io.financeflow.ml.store.Scores;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.Tickers;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict}: what a stored version says about the next sessions. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Ask a version of a model about the sessions after an as-of date, store what it says, and score"
          + " all predictions of the last year whose outcome is known by now.",
      "Nothing after the as-of date is used. Doing it again changes nothing."
    })
public final class PredictCommand implements Callable<Integer> {
  private static final int SCORED_BACK = 252;

  private final Environment environment;

  @Option(
      names = "--model",
      required = true,
      paramLabel = ModelsCommand.VERSION,
      description = "Which version.")
  private String model = "";

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "As-of session (default: the last with data).")
  private @Nullable LocalDate date;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Predict as of every session from --date to this one.")
  private @Nullable LocalDate to;

  @Option(
      names = "--tickers",
      paramLabel = "A,B",
      split = ",",
      description = "Of these only, case-sensitive (default: all that it knows).")
  private List<String> tickers = List.of();

  @Option(
      names = "--horizon",
      paramLabel = "N",
      defaultValue = "1",
      description = "Sessions ahead, 1 to 250; networks say one (default: 1).")
  private int horizon;

  @Option(
      names = "--level",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description = "Share of outcomes that intervals shall cover (default: 0.9).")
  private double level;

  @Option(names = "--dry-run", description = "Store and score nothing.")
  private boolean dryRun;

  @Mixin private OutputFlag output = new OutputFlag();

  /** The command in that environment. */
  public PredictCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    check();
    try (ModelDesk desk = ModelDesk.open(environment)) {
      StoredVersion version = desk.find(model);
      Predictor predictor = new Predictor(desk.database(), environment.clock());
      DateRange asOfs = asOfs(predictor.lastSession(version));
      Answer answer = predictor.ask(version, new Question(asOfs, tickers, horizon, level));
      if (answer.predictions().isEmpty()) {
        throw nothing(version, asOfs, answer);
      }
      PredictReport.Kept kept = dryRun ? PredictReport.Kept.NOTHING : keep(desk, asOfs, answer);
      PredictReport report = new PredictReport(version, answer, kept);
      report.warn(environment.console().err());
      output.print(environment.console().out(), report.json(), report::text);
    }
    return ExitCode.DONE.code();
  }

  private void check() {
    if (to != null && date == null) {
      throw new Failure.Usage("--to needs --date, the first session of the range");
    }
    tickers.stream()
        .filter(ticker -> !Tickers.isValid(ticker))
        .forEach(
            ticker -> {
              throw new Failure.Usage("'" + ticker + "' cannot be a ticker");
            });
  }

  private DateRange asOfs(Optional<LocalDate> last) {
    TradingCalendar calendar = TradingCalendar.nyse();
    if (last.isEmpty()) {
      throw new Failure.Incomplete(
          ExitCode.NOT_READY,
          "there is no data to predict from: see ./financeflow ingest and features --help");
    }
    LocalDate first = date == null ? last.get() : date;
    LocalDate end = to == null ? first : to;
    if (end.isBefore(first)) {
      throw new Failure.Usage("--to " + end + " lies before --date " + first);
    }
    if (first.isBefore(calendar.firstDate()) || end.isAfter(calendar.lastDate())) {
      throw new Failure.Usage(
          "the calendar knows %s..%s, not %s..%s"
              .formatted(calendar.firstDate(), calendar.lastDate(), first, end));
    }
    if (calendar.sessions(first, end).isEmpty()) {
      throw new Failure.Usage(
          "%s is no session: the one before is %s".formatted(first, calendar.previous(first)));
    }
    if (first.isAfter(last.get())) {
      throw new Failure.Incomplete(
          ExitCode.NOT_READY,
          "there is no data of %s yet: the last session is %s".formatted(first, last.get()));
    }
    return new DateRange(first, end.isAfter(last.get()) ? last.get() : end);
  }

  private PredictReport.Kept keep(ModelDesk desk, DateRange asOfs, Answer answer) {
    int stored =
        new PredictionStore(desk.database(), environment.clock())
            .upsert(answer.predictions(), UUID.randomUUID());
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate first = calendar.nextOrSame(asOfs.from());
    LocalDate last = calendar.shift(calendar.previousOrSame(asOfs.to()), horizon);
    int scored =
        new Scores(desk.database(), environment.clock())
            .score(new DateRange(calendar.shift(first, -SCORED_BACK), last));
    return new PredictReport.Kept(true, stored, scored);
  }

  private static Failure.Incomplete nothing(StoredVersion version, DateRange asOfs, Answer answer) {
    String why =
        answer.leftOut().entrySet().stream()
            .findFirst()
            .map(one -> one.getKey() + ": " + one.getValue())
            .orElse("there is no ticker");
    return new Failure.Incomplete(
        ExitCode.NOT_READY,
        "%s has nothing to say as of %s: %s".formatted(version.ref().text(), asOfs, why));
  }
}
