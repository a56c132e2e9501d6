package io.financeflow.sandbox.simulated;

import io.financeflow.sandbox.market.Company;
import java.util.Locale;

/**
 * What distinguishes one listing's prices from another's.
 *
 * @param volatility the deviation of its own daily log change in the middle regime
 * @param beta how much of the market's log change it takes
 * @param quarterly the part of its price paid out each quarter; 0 for those that pay nothing
 * @param ceiling the raw price in dollars above which it splits
 */
record Traits(
    Sector sector, double volatility, double beta, double quarterly, Money money, double ceiling) {

  /**
   * @param start the raw price in dollars at its first session
   * @param turnover the dollars traded on a usual day
   */
  record Money(double start, double turnover) {}

  static Traits of(Kind kind, long own) {
    Sector sector = Sector.of(Mix.of(own, 21));
    Money money = new Money(Mix.between(12, 60, own, 22), turnover(own));
    if (kind == Kind.FUND) {
      return new Traits(sector, 0.0004, 1, 0.004, new Money(100, 2e10), 1e9);
    }
    if (kind == Kind.PREFERRED) {
      return new Traits(sector, 0.003, 0.08, 0.0145, new Money(25, 4e5), 1e9);
    }
    boolean pays = Mix.unit(own, 23) < 0.55;
    boolean neverSplits = Mix.unit(own, 24) < 0.03;
    return new Traits(
        sector,
        Mix.between(0.008, 0.034, own, 25),
        Mix.between(0.4, 1.7, own, 26),
        pays ? Mix.between(0.002, 0.011, own, 27) : 0,
        money,
        neverSplits ? 1e9 : Mix.between(90, 420, own, 28));
  }

  private static double turnover(long own) {
    double size = Mix.unit(own, 29);
    return 2e5 + 4e8 * size * size * size * size * size;
  }

  /** The company behind the listing; its name says that it is simulated. */
  static Company company(Kind kind, int number, long own, Sector sector) {
    String label =
        switch (kind) {
          case FUND -> "Simulated Market Fund";
          case CLASS_B -> name(number - 1, sector) + " Class B";
          case PREFERRED -> name(number - 1, sector) + " Preferred";
          default -> name(number, sector);
        };
    String exchange = kind == Kind.FUND ? "ARCX" : Mix.unit(own, 31) < 0.55 ? "XNAS" : "XNYS";
    boolean unknown = kind == Kind.FUND || Mix.unit(own, 33) < 0.04;
    long shares = unknown ? 0 : (long) Mix.between(5e6, 9e8, own, 32);
    return new Company(
        label, kind.code(), exchange, kind == Kind.FUND ? "" : sector.name(), shares);
  }

  private static String name(int number, Sector sector) {
    return String.format(Locale.ROOT, "Simulated %s %04d", sector.name(), number);
  }
}
