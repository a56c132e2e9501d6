package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.ml.monitoring.Contender;
import io.financeflow.ml.monitoring.Decision;
import io.financeflow.ml.monitoring.Finding;
import io.financeflow.ml.monitoring.Judgement;
import io.financeflow.ml.monitoring.PromotionGate;
import io.financeflow.ml.monitoring.RetrainingPolicy;
import io.financeflow.ml.monitoring.Situation;
import io.financeflow.ml.retraining.VersionMonitor;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.MonitoringStore;
import io.financeflow.ml.store.Promotions;
import io.financeflow.ml.store.RetrainingLock;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.db.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Decides whether to train a model again, trains a challenger, holds it against champion and
 * baselines, and promotes it when it is better; each decision is stored with its reasons.
 */
final class Retraining {
  /** Sessions that a comparison needs. */
  static final int FEWEST_SESSIONS = 20;

  private static final int WINDOW = 60;

  private final Clock clock;
  private final Terms terms;
  private final Function<StoredVersion, Optional<Challenge>> challenges;
  private final ModelStore models;
  private final Promotions promotions;
  private final MonitoringStore decisions;
  private final RetrainingLock lock;
  private final VersionMonitor monitor;

  Retraining(
      Database database,
      Clock clock,
      Terms terms,
      Function<StoredVersion, Optional<Challenge>> challenges) {
    this.clock = clock;
    this.terms = terms;
    this.challenges = challenges;
    this.models = new ModelStore(database, clock);
    this.promotions = new Promotions(database, clock);
    this.decisions = new MonitoringStore(database, clock);
    this.lock = new RetrainingLock(database);
    this.monitor = new VersionMonitor(database, clock, WINDOW);
  }

  /**
   * What was asked for.
   *
   * @param policy when it is trained
   * @param manual whether somebody asked, whom no cool-down stops
   * @param dryRun whether to say only what would be decided
   * @param gate who is promoted
   */
  record Terms(RetrainingPolicy policy, boolean manual, boolean dryRun, PromotionGate gate) {}

  /**
   * How it ended.
   *
   * @param decision as in {@code retraining_decisions}; BUSY when another process is at it
   * @param version that was trained
   */
  record Outcome(String model, String decision, OptionalInt version, List<String> reasons) {
    static Outcome of(String model, String decision, List<String> reasons) {
      return new Outcome(model, decision, OptionalInt.empty(), reasons);
    }
  }

  /** Decides about one model and does what is decided. */
  Outcome run(String model) {
    if (terms.dryRun) {
      return once(model);
    }
    return lock.holding(model, () -> once(model))
        .orElseGet(
            () -> Outcome.of(model, "BUSY", List.of("another process is training it: try later")));
  }

  private Outcome once(String model) {
    StoredVersion base = models.find(ModelRef.parse(model));
    Optional<Challenge> challenge = challenges.apply(base);
    return challenge.isPresent() ? once(base, challenge.get()) : left(base);
  }

  /** What nothing here can train. */
  private Outcome left(StoredVersion base) {
    String why =
        base.kind().equals("lstm")
            ? "the dataset that %s has learnt from is gone or has changed"
            : "%s is of a kind that is not trained again: " + base.kind();
    Decision leave =
        new Decision.Leave(
            List.of(
                why.formatted(base.ref().text())
                    + ": train it with ./financeflow train, then compare and promote"));
    if (!terms.dryRun) {
      long unused = decisions.record(base.model(), leave, new JsonObject());
    }
    return Outcome.of(base.model(), word(leave), leave.reasons());
  }

  private Outcome once(StoredVersion base, Challenge challenge) {
    String model = base.model();
    List<VersionMonitor.Check> checks = monitor.check(base);
    Decision decision = decide(base, challenge, checks);
    if (!terms.dryRun) {
      monitor.keep(base, checks);
      long unused = decisions.record(model, decision, figures(base, challenge));
      if (decision instanceof Decision.Retrain retrain) {
        return train(base, challenge, retrain);
      }
    }
    return Outcome.of(model, word(decision), decision.reasons());
  }

  private static String word(Decision decision) {
    if (decision instanceof Decision.Retrain) {
      return "RETRAIN";
    }
    return decision instanceof Decision.CoolDown ? "COOL_DOWN" : "LEAVE";
  }

  private Decision decide(
      StoredVersion base, Challenge challenge, List<VersionMonitor.Check> checks) {
    List<Finding> performance = new ArrayList<>();
    Map<String, List<Finding>> drift = new HashMap<>();
    for (VersionMonitor.Check check : checks) {
      if (check.subject().equals(VersionMonitor.FORECASTS)) {
        performance.addAll(check.findings());
      } else {
        drift.put(check.subject(), check.findings());
      }
    }
    Situation situation =
        new Situation(
            Optional.of(base.createdAt()),
            decisions.lastAttempt(base.model()),
            challenge.newSessions(),
            performance,
            drift,
            terms.manual);
    Decision decision = terms.policy.decide(situation, clock.instant());
    if (decision instanceof Decision.Retrain && challenge.heldBack() < FEWEST_SESSIONS) {
      List<String> reasons = new ArrayList<>(decision.reasons());
      reasons.add(
          "left: only %d sessions that %s has not seen, and %d are needed to compare on"
              .formatted(challenge.heldBack(), base.ref().text(), FEWEST_SESSIONS));
      return new Decision.Leave(reasons);
    }
    return decision;
  }

  private static JsonObject figures(StoredVersion base, Challenge challenge) {
    JsonObject figures = new JsonObject();
    figures.addProperty("version", base.version());
    figures.addProperty("champion", base.aliases().contains(Alias.CHAMPION));
    figures.addProperty("new_sessions", challenge.newSessions());
    figures.addProperty("held_back", challenge.heldBack());
    return figures;
  }

  private Outcome train(StoredVersion base, Challenge challenge, Decision.Retrain why) {
    try {
      return judge(base, challenge.train(), why);
    } catch (InterruptedException stopped) {
      return failed(base.model(), why, "stopped before it was done");
    } catch (RuntimeException broken) {
      return failed(base.model(), why, String.valueOf(broken.getMessage()));
    }
  }

  private Outcome failed(String model, Decision.Retrain why, String reason) {
    long unused = decisions.failed(model, why.trigger(), reason);
    return Outcome.of(model, "FAILED", List.of(reason));
  }

  private Outcome judge(StoredVersion base, Challenge.Trained trained, Decision.Retrain why) {
    StoredVersion saved = models.save(trained.version(), trained.said());
    Contender challenger = new Contender(saved.ref().text(), trained.errors().folds());
    Judgement judgement = terms.gate.judge(challenger, trained.champion(), trained.baselines(), 1);
    List<String> reasons = new ArrayList<>(judgement.reasons());
    reasons.add(trained.said());
    boolean better = judgement instanceof Judgement.Promote;
    boolean promoted = settle(base, saved, better, why, reasons);
    if (better && !promoted) {
      reasons.add("kept: the champion was changed by somebody else meanwhile");
    }
    Judgement told =
        promoted
            ? new Judgement.Promote(reasons, judgement.duels())
            : new Judgement.Keep(reasons, judgement.duels());
    long unused = decisions.record(base.model(), why.trigger(), saved.version(), told);
    return new Outcome(
        base.model(), promoted ? "PROMOTE" : "KEEP", OptionalInt.of(saved.version()), reasons);
  }

  private boolean settle(
      StoredVersion base,
      StoredVersion saved,
      boolean better,
      Decision.Retrain why,
      List<String> reasons) {
    String words = String.join("; ", why.reasons()) + "; " + String.join("; ", reasons);
    String short2000 = words.substring(0, Math.min(words.length(), 2000));
    io.financeflow.ml.store.Decision decision =
        io.financeflow.ml.store.Decision.of(short2000, "retrain");
    promotions.challenge(saved.ref(), decision);
    OptionalInt champion =
        base.aliases().contains(Alias.CHAMPION)
            ? OptionalInt.of(base.version())
            : OptionalInt.empty();
    return better && promotions.succeed(saved, champion, decision).isPresent();
  }
}
