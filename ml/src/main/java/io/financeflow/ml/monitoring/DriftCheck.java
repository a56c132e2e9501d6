package io.financeflow.ml.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Whether what a model reads still looks as it did when it was trained. Immutable and thread-safe.
 *
 * <p>Rows of one session depend on each other: they share the market's day. So the test shuffles
 * whole sessions between the two samples, and a distance counts only when few shuffles reach it.
 * And because with many rows any difference becomes significant, it has to be large, too.
 */
public final class DriftCheck {
  /** The usual settings: 20 sessions on each side, 1 % of 999 shuffles. */
  public static final Settings USUAL = new Settings(20, 999, 0.01, 1);

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("psi", Distances::psi, 0.1, 0.25),
          new Measure("ks", Distances::ks, 0.1, 0.2),
          new Measure("wasserstein", Distances::wasserstein, 0.1, 0.25));

  private final Settings settings;

  /** A check with those settings. */
  public DriftCheck(Settings settings) {
    this.settings = settings;
  }

  /**
   * How it is tested.
   *
   * @param sessions that either sample must have, >= 2
   * @param permutations shuffles, >= 1
   * @param alpha largest p-value that counts, in (0, 1), and within reach of the shuffles
   * @param seed of the shuffles: equal seeds, equal results
   */
  public record Settings(int sessions, int permutations, double alpha, long seed) {

    /** Checks the bounds. */
    public Settings {
      if (sessions < 2 || permutations < 1 || !(alpha > 0 && alpha < 1)) {
        throw new IllegalArgumentException(
            "at least 2 sessions and 1 permutation and alpha in (0, 1) but were %d, %d, %s"
                .formatted(sessions, permutations, alpha));
      }
      if (1.0 / (permutations + 1) > alpha) {
        throw new IllegalArgumentException(
            "%d permutations cannot give a p-value of %s: take more"
                .formatted(permutations, alpha));
      }
    }
  }

  private record Measure(String name, ToDoubleFunction<Distances> value, double warn, double act) {}

  /**
   * Compares two stretches of sessions: one finding per measure, psi, ks and wasserstein.
   *
   * @param reference the rows of each session that was learnt from, finite; empty sessions are left
   *     out
   * @param current the rows of each later session
   */
  public List<Finding> check(List<double[]> reference, List<double[]> current) {
    List<double[]> sessions = new ArrayList<>(filled(reference));
    int before = sessions.size();
    sessions.addAll(filled(current));
    int after = sessions.size() - before;
    if (Math.min(before, after) < settings.sessions) {
      String reason =
          "%d and %d sessions, and each side needs %d".formatted(before, after, settings.sessions);
      return MEASURES.stream()
          .map(measure -> Finding.tooFew(measure.name, measure.warn, measure.name + ": " + reason))
          .toList();
    }
    PooledRows rows = PooledRows.of(sessions);
    boolean[] later = new boolean[sessions.size()];
    Arrays.fill(later, before, later.length, true);
    Distances found = rows.distances(later);
    int[] reached = shuffles(rows, later, found);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < reached.length; i++) {
      findings.add(
          finding(MEASURES.get(i), found, (1.0 + reached[i]) / (settings.permutations + 1)));
    }
    return List.copyOf(findings);
  }

  /** Returns for each measure how many shuffles reach the distance. */
  private int[] shuffles(PooledRows rows, boolean[] later, Distances found) {
    Random random = new Random(settings.seed);
    int[] reached = new int[MEASURES.size()];
    boolean[] shuffled = later.clone();
    for (int round = 0; round < settings.permutations; round++) {
      for (int i = shuffled.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        boolean kept = shuffled[i];
        shuffled[i] = shuffled[other];
        shuffled[other] = kept;
      }
      Distances distances = rows.distances(shuffled);
      for (int i = 0; i < reached.length; i++) {
        ToDoubleFunction<Distances> value = MEASURES.get(i).value;
        reached[i] += value.applyAsDouble(distances) >= value.applyAsDouble(found) ? 1 : 0;
      }
    }
    return reached;
  }

  private Finding finding(Measure measure, Distances found, double p) {
    double value = measure.value.applyAsDouble(found);
    boolean counts = p <= settings.alpha;
    Verdict verdict = Verdict.OK;
    if (counts && value >= measure.warn) {
      verdict = value >= measure.act ? Verdict.ALARM : Verdict.WARNING;
    }
    double threshold = verdict == Verdict.ALARM ? measure.act : measure.warn;
    return new Finding(
        measure.name,
        OptionalDouble.of(value),
        threshold,
        verdict,
        String.format(
            Locale.ROOT,
            "%s %.3f %s %.2f, p %.3f %s %s",
            measure.name,
            value,
            value >= threshold ? ">=" : "<",
            threshold,
            p,
            counts ? "<=" : ">",
            settings.alpha));
  }

  private static List<double[]> filled(List<double[]> sessions) {
    return sessions.stream().filter(rows -> rows.length > 0).toList();
  }
}
