package io.financeflow.ml.monitoring;

import io.financeflow.ml.evaluation.DieboldMariano;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Who may become champion: who is better than the champion and than every baseline on the same
 * folds, by a margin and significantly. Since all of them have to be beaten, the level needs no
 * correction for their number.
 *
 * @param margin share by which the root mean squared error must be smaller, in [0, 1)
 * @param alpha largest p-value of Diebold and Mariano's test on squared errors, one-sided, in (0,
 *     1)
 */
public record PromotionGate(double margin, double alpha) {
  /** Half a percent, at 5 %. */
  public static final PromotionGate USUAL = new PromotionGate(0.005, 0.05);

  /** Checks the bounds. */
  public PromotionGate {
    if (!(margin >= 0 && margin < 1) || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "margin must be in [0, 1) and alpha in (0, 1) but were %s and %s"
              .formatted(margin, alpha));
    }
  }

  /**
   * Judges.
   *
   * @param champion empty when there is none yet
   * @param baselines at least one
   * @param horizon steps ahead of every forecast, >= 1
   * @throws IllegalArgumentException when they were not measured on the same folds
   */
  public Judgement judge(
      Contender challenger, Optional<Contender> champion, List<Contender> baselines, int horizon) {
    if (baselines.isEmpty()) {
      throw new IllegalArgumentException("a challenger must be held against a baseline");
    }
    List<Contender> opponents = new ArrayList<>();
    champion.ifPresent(opponents::add);
    opponents.addAll(baselines);
    List<Judgement.Duel> duels =
        opponents.stream().map(opponent -> duel(challenger, opponent, horizon)).toList();
    List<String> reasons = duels.stream().map(duel -> words(challenger.name(), duel)).toList();
    return duels.stream().allMatch(Judgement.Duel::won)
        ? new Judgement.Promote(reasons, duels)
        : new Judgement.Keep(reasons, duels);
  }

  private Judgement.Duel duel(Contender challenger, Contender opponent, int horizon) {
    if (!challenger.comparableWith(opponent)) {
      throw new IllegalArgumentException(
          "%s and %s must be measured on the same folds"
              .formatted(challenger.name(), opponent.name()));
    }
    OptionalDouble p =
        DieboldMariano.test(
                challenger.errors(),
                opponent.errors(),
                horizon,
                2,
                DieboldMariano.Variance.BARTLETT)
            .map(test -> OptionalDouble.of(test.firstBetter()))
            .orElse(OptionalDouble.empty());
    double rmse = challenger.rmse();
    boolean better = rmse < opponent.rmse() && rmse <= (1 - margin) * opponent.rmse();
    return new Judgement.Duel(
        opponent.name(), rmse, opponent.rmse(), p, better && p.orElse(1) < alpha);
  }

  private String words(String challenger, Judgement.Duel duel) {
    return String.format(
        Locale.ROOT,
        "%s %s %s: rmse %.6g against %.6g, %.2f %% less (needed: %.2f %%), p %s (needed: < %s)",
        challenger,
        duel.won() ? "beats" : "does not beat",
        duel.opponent(),
        duel.rmse(),
        duel.opponentRmse(),
        100 * duel.improvement(),
        100 * margin,
        duel.pValue().isPresent()
            ? String.format(Locale.ROOT, "%.3g", duel.pValue().getAsDouble())
            : "none",
        alpha);
  }
}
