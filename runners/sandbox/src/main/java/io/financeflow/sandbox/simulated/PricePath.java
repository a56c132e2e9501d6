package io.financeflow.sandbox.simulated;

/**
 * The log price of one listing in shares of its first session, less the dividends paid since.
 *
 * <p>Dividends come every {@value #QUARTER} sessions and lower the price by a fixed part of it.
 */
final class PricePath {

  static final int QUARTER = 63;

  private final Traits traits;
  private final Factors factors;
  private final OwnPath own;
  private final int firstDividend;
  private final double perDividend;
  private final double base;

  PricePath(Traits traits, Factors factors, OwnPath own, int first, int phase) {
    this.traits = traits;
    this.factors = factors;
    this.own = own;
    this.firstDividend = first + 1 + phase;
    this.perDividend = StrictMath.log1p(-traits.quarterly());
    double[] levels = new double[OwnPath.BLOCK + 1];
    own.fill(first / OwnPath.BLOCK, levels);
    double atFirst = common(first) + levels[first % OwnPath.BLOCK + 1];
    this.base = StrictMath.log(traits.money().start()) - atFirst;
  }

  /** The log price after the session, given the own level after it. */
  double log(int session, double ownLevel) {
    return base + common(session) + ownLevel + perDividend * dividendsUpTo(session);
  }

  /** The price after the last session before the block. */
  double before(int block) {
    return StrictMath.exp(log(block * OwnPath.BLOCK - 1, own.before(block)));
  }

  /** The log change of the session without the dividend, given the own levels around it. */
  double change(int session, double ownBefore, double ownAfter) {
    return common(session) - common(session - 1) + ownAfter - ownBefore;
  }

  /** The ex-date session of the n-th dividend, from 0. */
  int dividendSession(int n) {
    return firstDividend + n * QUARTER;
  }

  private int dividendsUpTo(int session) {
    return session < firstDividend ? 0 : (session - firstDividend) / QUARTER + 1;
  }

  private double common(int session) {
    return traits.beta() * factors.market(session)
        + factors.sector(traits.sector().index(), session);
  }
}
