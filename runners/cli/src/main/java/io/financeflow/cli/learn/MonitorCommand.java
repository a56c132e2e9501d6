package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.monitoring.Finding;
import io.financeflow.ml.monitoring.Verdict;
import io.financeflow.ml.retraining.VersionMonitor;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.Scores;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitor}: whether champions still do what they were promoted for. */
@Command(
    name = "monitor",
    mixinStandardHelpOptions = true,
    description = {
      "Score the predictions whose outcome is known, then hold every champion's latest forecasts"
          + " against its figures of training, and what it reads now against what it learnt from.",
      "Everything found is kept in monitoring_checks. Exit code 20 when a check says ALARM."
    },
    footer = "%nExample: ./financeflow monitor --model arima-aapl -o json")
public final class MonitorCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = "--model",
      paramLabel = ModelsCommand.VERSION,
      description = "Only this version (default: every champion).")
  private @Nullable String model;

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "60",
      description = "Latest sessions that count, 20 to 1000 (default: 60).")
  private int window;

  @Mixin private OutputFlag output = new OutputFlag();

  /** The command in that environment. */
  public MonitorCommand(Environment environment) {
    this.environment = environment;
  }

  /** A finding and whose it is. */
  private record Found(StoredVersion version, String subject, Finding finding) {}

  @Override
  public Integer call() {
    if (window < 20 || window > 1000) {
      throw new Failure.Usage("--window must be 20 to 1000 but was " + window);
    }
    List<Found> found = new ArrayList<>();
    int scored;
    try (ModelDesk desk = ModelDesk.open(environment)) {
      List<StoredVersion> versions = model == null ? champions(desk) : List.of(desk.find(model));
      scored = score(desk);
      VersionMonitor monitor = new VersionMonitor(desk.database(), environment.clock(), window);
      for (StoredVersion version : versions) {
        List<VersionMonitor.Check> checks = monitor.check(version);
        monitor.keep(version, checks);
        checks.forEach(
            check ->
                check
                    .findings()
                    .forEach(each -> found.add(new Found(version, check.subject(), each))));
      }
    }
    report(scored, found);
    return ExitCode.DONE.code();
  }

  /** Returns the champions of all models, in order of name. */
  static List<StoredVersion> champions(ModelDesk desk) {
    return desk.store().list().stream()
        .filter(version -> version.aliases().contains(Alias.CHAMPION))
        .toList();
  }

  private int score(ModelDesk desk) {
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate today = LocalDate.ofInstant(environment.clock().instant(), calendar.zone());
    return new Scores(desk.database(), environment.clock())
        .score(new DateRange(calendar.firstDate(), today));
  }

  private void report(int scored, List<Found> found) {
    Listing listing =
        Listing.of("model", "subject", "metric", "value", "threshold", "verdict", "reason");
    for (Found each : found) {
      Finding finding = each.finding;
      listing.row(
          each.version.ref().text(),
          each.subject,
          finding.metric(),
          finding.value().isPresent() ? (Double) finding.value().getAsDouble() : null,
          finding.threshold(),
          finding.verdict(),
          finding.reason());
    }
    List<Found> alarms =
        found.stream().filter(each -> each.finding.verdict() == Verdict.ALARM).toList();
    JsonObject object = new JsonObject();
    object.addProperty("command", "monitor");
    object.addProperty("scored", scored);
    object.addProperty("alarms", alarms.size());
    object.add("checks", listing.json());
    output.print(environment.console().out(), object, () -> table(found));
    if (!alarms.isEmpty()) {
      Found first = alarms.get(0);
      throw new Failure.Incomplete(
          ExitCode.BAD_INPUT,
          "%d of %d checks say ALARM, first %s %s: %s: see ./financeflow retrain --dry-run"
              .formatted(
                  alarms.size(),
                  found.size(),
                  first.version.ref().text(),
                  first.subject,
                  first.finding.reason()));
    }
  }

  private static String table(List<Found> found) {
    Listing listing =
        Listing.of("model", "subject", "verdict", "reason")
            .ifEmpty("no champion yet: ./financeflow models promote NAME:number makes one");
    found.forEach(
        each ->
            listing.row(
                each.version.ref().text(),
                each.subject,
                each.finding.verdict(),
                each.finding.reason()));
    return listing.text(Listing.Form.table);
  }
}
