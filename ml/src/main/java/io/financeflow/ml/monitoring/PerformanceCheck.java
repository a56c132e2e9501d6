package io.financeflow.ml.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Whether a version forecasts as well as when it was promoted: its latest scored forecasts against
 * its figures of that time. Immutable and thread-safe.
 *
 * <p>Errors count by their ratio. A share counts when it has fallen by enough and by more than
 * chance explains: the normal approximation of the binomial distribution, one-sided.
 */
public final class PerformanceCheck {
  /** The usual settings: the last 60, not fewer than 20. */
  public static final Settings USUAL = new Settings(60, 20);

  private static final double WARN_RATIO = 1.25;
  private static final double ACT_RATIO = 1.5;
  private static final double WARN_FALL = 0.05;
  private static final double ACT_FALL = 0.1;
  private static final double CHANCE = 1.645;

  private final Settings settings;

  /** A check with those settings. */
  public PerformanceCheck(Settings settings) {
    this.settings = settings;
  }

  /**
   * How much is looked at.
   *
   * @param window latest forecasts that count, >= minimum
   * @param minimum fewest that say anything, >= 1
   */
  public record Settings(int window, int minimum) {

    /** Checks the bounds. */
    public Settings {
      if (minimum < 1 || window < minimum) {
        throw new IllegalArgumentException(
            "1 <= minimum <= window must hold but were %d and %d".formatted(minimum, window));
      }
    }
  }

  /**
   * Compares: one finding each for rmse, mae, directional_accuracy and coverage.
   *
   * @param promoted its figures when it was promoted
   * @param scored its forecasts since then, in any order
   */
  public List<Finding> check(Performance promoted, List<Scored> scored) {
    List<Scored> latest = Performance.latest(scored, settings.window);
    if (latest.size() < settings.minimum) {
      String few =
          ": %d scored forecasts, and %d are needed".formatted(latest.size(), settings.minimum);
      return List.of(
          Finding.tooFew("rmse", promoted.rmse() * WARN_RATIO, "rmse" + few),
          Finding.tooFew("mae", promoted.mae() * WARN_RATIO, "mae" + few),
          Finding.tooFew(
              "directional_accuracy",
              promoted.directionalAccuracy().orElse(0),
              "directional_accuracy" + few),
          Finding.tooFew("coverage", promoted.coverage() - WARN_FALL, "coverage" + few));
    }
    Performance now = Performance.of(latest);
    List<Finding> findings = new ArrayList<>();
    findings.add(error("rmse", promoted.rmse(), now.rmse(), now.count()));
    findings.add(error("mae", promoted.mae(), now.mae(), now.count()));
    findings.add(directions(promoted, now));
    findings.add(share("coverage", promoted.coverage(), now.coverage(), now.count()));
    return List.copyOf(findings);
  }

  private static Finding error(String metric, double then, double now, int count) {
    Verdict verdict = Verdict.OK;
    if (now > then * WARN_RATIO) {
      verdict = now > then * ACT_RATIO ? Verdict.ALARM : Verdict.WARNING;
    }
    double limit = then * (verdict == Verdict.ALARM ? ACT_RATIO : WARN_RATIO);
    String reason =
        String.format(
            Locale.ROOT,
            "%s %.6g over the last %d, %.6g when promoted, limit %.6g",
            metric,
            now,
            count,
            then,
            limit);
    return new Finding(metric, OptionalDouble.of(now), limit, verdict, reason);
  }

  private static Finding directions(Performance promoted, Performance now) {
    String metric = "directional_accuracy";
    OptionalDouble then = promoted.directionalAccuracy();
    OptionalDouble value = now.directionalAccuracy();
    return then.isEmpty() || value.isEmpty()
        ? Finding.tooFew(metric, then.orElse(0), metric + ": nothing moved")
        : share(metric, then.getAsDouble(), value.getAsDouble(), now.count());
  }

  private static Finding share(String metric, double then, double now, int count) {
    double chance = CHANCE * Math.sqrt(then * (1 - then) / count);
    double warn = then - Math.max(WARN_FALL, chance);
    double act = then - Math.max(ACT_FALL, chance);
    Verdict verdict = Verdict.OK;
    if (now < warn) {
      verdict = now < act ? Verdict.ALARM : Verdict.WARNING;
    }
    double limit = verdict == Verdict.ALARM ? act : warn;
    String reason =
        String.format(
            Locale.ROOT,
            "%s %.3f over the last %d, %.3f when promoted, limit %.3f",
            metric,
            now,
            count,
            then,
            limit);
    return new Finding(metric, OptionalDouble.of(now), limit, verdict, reason);
  }
}
