package io.financeflow.sandbox.simulated;

import io.financeflow.sandbox.market.Bar;
import io.financeflow.sandbox.market.Listing;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One simulated security: its listing, and its bar on any session. Immutable. */
final class SimulatedListing {

  private final Lifetime life;
  private final Traits traits;
  private final OwnPath own;
  private final PricePath path;
  private final SplitHistory splits;
  private final Listing listing;
  private final DayShape shape;

  SimulatedListing(long seed, int number, Factors factors, Sessions calendar) {
    Kind kind = Kind.of(number);
    long self = Mix.of(seed, number);
    long root = kind == Kind.CLASS_B ? Mix.of(seed, number - 1) : self;
    life = Lifetime.of(kind, number, seed, calendar.count());
    traits = Traits.of(kind, root);
    own = new OwnPath(Mix.of(root, 41), traits.volatility(), calendar.count());
    int phase = (int) (Mix.unit(root, 42) * PricePath.QUARTER);
    path = new PricePath(traits, factors, own, life.first(), phase);
    splits = new SplitHistory(path, life, traits.ceiling(), Mix.of(root, 43), calendar);
    shape = new DayShape(Mix.of(self, 44), traits.money().turnover(), fractionalFrom(calendar));
    listing =
        new Listing(
            Tickers.of(number),
            Traits.company(kind, number, self, traits.sector()),
            calendar.date(life.first()),
            last(calendar),
            splits.splits(),
            DividendHistory.of(traits, path, splits, life, calendar));
  }

  Listing listing() {
    return listing;
  }

  /** Fills the 65 own levels of a block, see {@link OwnPath#fill}. */
  void fill(int block, double[] levels) {
    own.fill(block, levels);
  }

  /** The bar of a session, given the levels of its block; null when it did not trade. */
  @Nullable Bar bar(int session, LocalDate date, double[] levels) {
    if (!life.contains(session) || shape.isHalted(session)) {
      return null;
    }
    int inBlock = session % OwnPath.BLOCK;
    double log = path.log(session, levels[inBlock + 1]);
    double close = StrictMath.exp(log) * splits.scale(session);
    double change = path.change(session, levels[inBlock], levels[inBlock + 1]);
    double volatility = own.volatility(session / OwnPath.BLOCK) + 0.006 * traits.beta();
    return shape.bar(session, date, close, change, volatility);
  }

  private @Nullable LocalDate last(Sessions calendar) {
    return life.end() == calendar.count() ? null : calendar.date(life.end() - 1);
  }

  private static int fractionalFrom(Sessions calendar) {
    return calendar.atOrAfter(LocalDate.of(2024, 1, 1));
  }
}
