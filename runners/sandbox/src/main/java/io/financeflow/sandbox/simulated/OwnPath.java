package io.financeflow.sandbox.simulated;

/**
 * The part of a company's log price that is its own, in blocks of 64 sessions.
 *
 * <p>The levels at block ends are drawn first, the sessions between as a bridge from one to the
 * next: so any block is filled without the ones before it. Volatility changes every four blocks,
 * and one session in 64 is a jump. Immutable.
 */
final class OwnPath {

  static final int BLOCK = 64;

  private static final double PULL = 0.985;
  private static final double[] REGIMES = {0.6, 1, 1, 1.8};

  private final long seed;
  private final double volatility;
  private final double[] anchors;

  OwnPath(long seed, double volatility, int sessions) {
    this.seed = seed;
    this.volatility = volatility;
    this.anchors = new double[(sessions + BLOCK - 1) / BLOCK + 1];
    long anchorSeed = Mix.of(seed, 11);
    for (int k = 0; k + 1 < anchors.length; k++) {
      double step = volatility(k) * 8 * Mix.normal(Mix.of(anchorSeed, k));
      anchors[k + 1] = PULL * anchors[k] + step;
    }
  }

  /** The level after the last session before the block. */
  double before(int block) {
    return anchors[block];
  }

  /** The deviation of one session's change in the block. */
  double volatility(int block) {
    return volatility * REGIMES[(int) (Mix.of(seed, block / 4) >>> 62)];
  }

  /** Fills 65 levels: 0 is after the last session before the block, i + 1 after its session i. */
  void fill(int block, double[] out) {
    double deviation = volatility(block);
    double level = anchors[block];
    out[0] = level;
    for (int i = 0; i < BLOCK; i++) {
      level += deviation * shock(Mix.of(seed + 1, (long) block * BLOCK + i));
      out[i + 1] = level;
    }
    double slope = (anchors[block + 1] - level) / BLOCK;
    for (int i = 1; i <= BLOCK; i++) {
      out[i] += slope * i;
    }
  }

  private static double shock(long bits) {
    boolean jump = (bits * 0xD1342543DE82EF95L) >>> 58 == 0;
    return jump ? 4 * Mix.normal(bits) : Mix.normal(bits);
  }
}
