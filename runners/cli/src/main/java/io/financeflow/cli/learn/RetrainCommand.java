package io.financeflow.cli.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.monitoring.PromotionGate;
import io.financeflow.ml.monitoring.RetrainingPolicy;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.db.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retrain}: models trained again when there is a reason to. */
@Command(
    name = "retrain",
    mixinStandardHelpOptions = true,
    description = {
      "Train every champion again that has a reason to: age (30 days), 20 new sessions, worse"
          + " forecasts, changed inputs.",
      "The challenger has the champion's settings and all data up to now. It becomes champion when it"
          + " beats the champion and every baseline on sessions that none of them has learnt from, by"
          + " the margin and significantly (Diebold and Mariano); else the champion stays.",
      "Every decision is kept in retraining_decisions."
    },
    footer = "%nExample: ./financeflow retrain --model arima-aapl --dry-run")
public final class RetrainCommand implements Callable<Integer> {
  private static final Pattern DAYS = Pattern.compile("(\\d{1,4})d");

  private final Environment environment;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Only this model (default: every model with a champion).")
  private @Nullable String model;

  @Option(
      names = "--force",
      description =
          "Train without a reason and whatever the cool-down; also a model without champion, whose"
              + " first then becomes champion when it beats the baselines.")
  private boolean force;

  @Option(
      names = "--trigger",
      paramLabel = "NAME",
      description =
          "What happened: schedule (due whatever its age), new_data (one new session is enough),"
              + " manual (as --force).")
  private @Nullable Asked trigger;

  @Option(names = "--dry-run", description = "Only say what would be decided; store nothing.")
  private boolean dryRun;

  @Option(
      names = "--cool-down",
      paramLabel = "DAYS",
      description = "How long after a training none follows by itself (default: 5d).")
  private @Nullable String coolDown;

  @Option(
      names = "--alpha",
      paramLabel = "P",
      description = "Largest p-value that promotes (default: 0.05).")
  private double alpha = PromotionGate.USUAL.alpha();

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      description = "Share by which its error must be smaller (default: 0.005).")
  private double margin = PromotionGate.USUAL.margin();

  @Mixin private OutputFlag output = new OutputFlag();

  /** What happened. */
  enum Asked {
    /** It is time. */
    schedule,
    /** There are new sessions. */
    new_data,
    /** Somebody asks. */
    manual
  }

  /** The command in that environment. */
  public RetrainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Retraining.Terms terms = terms();
    List<Retraining.Outcome> outcomes = new ArrayList<>();
    try (ModelDesk desk = ModelDesk.open(environment)) {
      Retraining retraining =
          new Retraining(
              desk.database(), environment.clock(), terms, version -> challenge(desk, version));
      List<String> names = names(desk);
      outcomes.addAll(KeptOnStop.during(() -> names.stream().map(retraining::run).toList()));
    }
    report(outcomes);
    return exitCode(outcomes).code();
  }

  private static Optional<Challenge> challenge(ModelDesk desk, StoredVersion version) {
    Database database = desk.database();
    Environment environment = desk.environment();
    return switch (version.kind()) {
      case "arima" -> Optional.of(new ArimaChallenge(database, environment, version));
      case "lstm" -> LstmChallenge.of(database, environment, version);
      default -> Optional.empty();
    };
  }

  private List<String> names(ModelDesk desk) {
    if (model == null) {
      return MonitorCommand.champions(desk).stream().map(StoredVersion::model).toList();
    }
    ModelRef ref = ModelRef.parse(model);
    if (ref.alias().isPresent() || ref.version().isPresent()) {
      throw new Failure.Usage("--model must be the name of a model but was " + model);
    }
    StoredVersion found = desk.store().find(ref);
    if (!found.aliases().contains(Alias.CHAMPION) && !force) {
      throw new Failure.Usage(
          "%s has no champion: ./financeflow models promote %s makes one, or add --force"
              .formatted(model, found.ref().text()));
    }
    return List.of(ref.model());
  }

  private Retraining.Terms terms() {
    RetrainingPolicy usual = RetrainingPolicy.USUAL;
    RetrainingPolicy policy =
        new RetrainingPolicy(
            trigger == Asked.schedule ? Duration.ofMillis(1) : usual.every(),
            trigger == Asked.new_data ? 1 : usual.newSessions(),
            usual.driftedShare(),
            coolDown == null ? usual.coolDown() : days(coolDown));
    try {
      return new Retraining.Terms(
          policy, force || trigger == Asked.manual, dryRun, new PromotionGate(margin, alpha));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("--margin, --alpha: " + wrong.getMessage());
    }
  }

  private static Duration days(String text) {
    Matcher days = DAYS.matcher(text);
    if (!days.matches()) {
      throw new Failure.Usage("--cool-down must be days like 7d but was " + text);
    }
    return Duration.ofDays(Integer.parseInt(days.group(1)));
  }

  private void report(List<Retraining.Outcome> outcomes) {
    Listing listing =
        Listing.of("model", "decision", "challenger", "reasons")
            .ifEmpty("no champion yet: ./financeflow models promote NAME:number makes one");
    for (Retraining.Outcome each : outcomes) {
      listing.row(
          each.model(),
          each.decision(),
          each.version().isPresent() ? (Integer) each.version().getAsInt() : null,
          texts(each.reasons()));
    }
    JsonObject object = new JsonObject();
    object.addProperty("command", "retrain");
    object.addProperty("dry_run", dryRun);
    object.addProperty(
        "promoted", outcomes.stream().filter(each -> each.decision().equals("PROMOTE")).count());
    object.add("decisions", listing.json());
    output.print(environment.console().out(), object, () -> listing.text(Listing.Form.table));
  }

  private static JsonArray texts(List<String> reasons) {
    JsonArray texts = new JsonArray();
    reasons.forEach(texts::add);
    return texts;
  }

  /** The worst: a training that broke off, then one that another process is at. */
  private ExitCode exitCode(List<Retraining.Outcome> outcomes) {
    for (Retraining.Outcome each : outcomes) {
      if (each.decision().equals("FAILED")) {
        environment
            .console()
            .err()
            .println("error: " + each.model() + ": " + each.reasons().get(0));
        return ExitCode.FAILED;
      }
    }
    return outcomes.stream().anyMatch(each -> each.decision().equals("BUSY"))
        ? ExitCode.NOT_READY
        : ExitCode.DONE;
  }
}
