package io.financeflow.sandbox.simulated;

/**
 * The common paths: the log level of the market and of each sector after every session.
 *
 * <p>The market changes between a calm and a stressed regime; sectors stray and return.
 */
final class Factors {

  private static final double CALM_TO_STRESS = 0.004;
  private static final double STRESS_TO_CALM = 0.02;

  private final double[] market;
  private final double[][] sector;

  Factors(long seed, int sessions) {
    market = market(Mix.of(seed, 101), sessions);
    sector = new double[Sector.COUNT][];
    for (int i = 0; i < Sector.COUNT; i++) {
      sector[i] = sector(Mix.of(seed, 201 + i), sessions);
    }
  }

  /** The log level of the market after the session; -1 is before the first. */
  double market(int session) {
    return market[session + 1];
  }

  /** The log level of a sector, without the market, after the session; -1 is before the first. */
  double sector(int which, int session) {
    return sector[which][session + 1];
  }

  private static double[] market(long seed, int sessions) {
    double[] level = new double[sessions + 1];
    boolean stress = false;
    for (int s = 0; s < sessions; s++) {
      double change = Mix.unit(seed, 2L * s);
      stress = stress ? change >= STRESS_TO_CALM : change < CALM_TO_STRESS;
      double shock = Mix.normal(Mix.of(seed, 2L * s + 1));
      level[s + 1] = level[s] + (stress ? -0.001 + 0.022 * shock : 0.0006 + 0.007 * shock);
    }
    return level;
  }

  private static double[] sector(long seed, int sessions) {
    double[] level = new double[sessions + 1];
    for (int s = 0; s < sessions; s++) {
      level[s + 1] = 0.999 * level[s] + 0.005 * Mix.normal(Mix.of(seed, s));
    }
    return level;
  }
}
