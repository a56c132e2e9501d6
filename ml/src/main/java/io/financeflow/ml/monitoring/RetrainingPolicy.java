package io.financeflow.ml.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a model is trained again.
 *
 * @param every age at which it is, > 0
 * @param newSessions sessions it has not seen that are enough to, >= 1
 * @param driftedShare share of its inputs with an alarm that is enough to, in (0, 1]
 * @param coolDown how long after an attempt nothing but a person starts another, >= 0
 */
public record RetrainingPolicy(
    Duration every, int newSessions, double driftedShare, Duration coolDown) {
  /** Every 30 days, after 20 sessions, with half of the inputs adrift; not twice in 5 days. */
  public static final RetrainingPolicy USUAL =
      new RetrainingPolicy(Duration.ofDays(30), 20, 0.5, Duration.ofDays(5));

  /** Checks the bounds. */
  public RetrainingPolicy {
    boolean times = every.compareTo(Duration.ZERO) > 0 && !coolDown.isNegative();
    if (!times || newSessions < 1 || !(driftedShare > 0 && driftedShare <= 1)) {
      throw new IllegalArgumentException(
          "no policy: every %s, %d sessions, share %s, cool-down %s"
              .formatted(every, newSessions, driftedShare, coolDown));
    }
  }

  /** Decides; a model without a version is due. */
  public Decision decide(Situation situation, Instant now) {
    List<Applying> applying = new ArrayList<>();
    if (situation.manual()) {
      applying.add(new Applying(Trigger.MANUAL, "asked for"));
    }
    situation.performance().stream()
        .filter(finding -> finding.verdict() == Verdict.ALARM)
        .forEach(finding -> applying.add(new Applying(Trigger.PERFORMANCE, finding.reason())));
    drift(situation.drift()).ifPresent(applying::add);
    if (situation.newSessions() >= newSessions) {
      String words =
          "%d new sessions, %d are enough".formatted(situation.newSessions(), newSessions);
      applying.add(new Applying(Trigger.NEW_DATA, words));
    }
    schedule(situation, now).ifPresent(applying::add);
    return applying.isEmpty() ? new Decision.Leave(calm(situation)) : due(situation, now, applying);
  }

  private record Applying(Trigger trigger, String reason) {}

  private Decision due(Situation situation, Instant now, List<Applying> applying) {
    Trigger first = applying.get(0).trigger;
    List<String> reasons =
        new ArrayList<>(
            applying.stream()
                .map(each -> each.trigger.name().toLowerCase(Locale.ROOT) + ": " + each.reason)
                .toList());
    Optional<Instant> until =
        situation.lastAttempt().map(last -> last.plus(coolDown)).filter(now::isBefore);
    if (first == Trigger.MANUAL || until.isEmpty()) {
      return new Decision.Retrain(first, reasons);
    }
    reasons.add("cool-down until " + until.get());
    return new Decision.CoolDown(first, until.get(), reasons);
  }

  /** Drift counts when enough inputs have at least one alarm. */
  private Optional<Applying> drift(Map<String, List<Finding>> drift) {
    List<String> drifted = new ArrayList<>();
    new TreeMap<>(drift)
        .forEach(
            (input, findings) ->
                findings.stream()
                    .filter(finding -> finding.verdict() == Verdict.ALARM)
                    .findFirst()
                    .ifPresent(finding -> drifted.add(input + " " + finding.reason())));
    if (drifted.isEmpty() || drifted.size() < driftedShare * drift.size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Applying(
            Trigger.DRIFT,
            "%d of %d inputs: %s"
                .formatted(drifted.size(), drift.size(), String.join("; ", drifted))));
  }

  private Optional<Applying> schedule(Situation situation, Instant now) {
    if (situation.trainedAt().isEmpty()) {
      return Optional.of(new Applying(Trigger.SCHEDULE, "never trained"));
    }
    Instant due = situation.trainedAt().get().plus(every);
    return due.isAfter(now)
        ? Optional.empty()
        : Optional.of(
            new Applying(
                Trigger.SCHEDULE,
                "trained %s, due every %d days"
                    .formatted(situation.trainedAt().get(), every.toDays())));
  }

  private List<String> calm(Situation situation) {
    return List.of(
        "no alarm, %d of %d new sessions, trained %s"
            .formatted(
                situation.newSessions(),
                newSessions,
                situation.trainedAt().map(Instant::toString).orElse("never")));
  }
}
