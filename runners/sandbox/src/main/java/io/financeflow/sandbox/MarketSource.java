package io.financeflow.sandbox;

import io.financeflow.sandbox.market.Market;
import io.financeflow.sandbox.replay.ReplayMarket;
import io.financeflow.sandbox.simulated.SimulatedMarket;
import io.financeflow.schema.calendar.TradingCalendar;
import java.nio.file.Path;

/** Where the prices of a sandbox come from. Immutable values, thread-safe. */
public sealed interface MarketSource {

  /** How many listings a simulation has by default: some 500 trade on a day of the last years. */
  int DEFAULT_TICKERS = 750;

  /** A made-up market, fixed by the seed; {@code tickers} listings over all times, 1 to 80,000. */
  static MarketSource simulated(long seed, int tickers) {
    return new Simulated(seed, tickers);
  }

  /** The bars of a CSV file, see {@link ReplayMarket#read}. */
  static MarketSource replay(Path file) {
    return new Replay(file);
  }

  /** The market itself; may take seconds. */
  Market open();

  /** See {@link #simulated}. */
  record Simulated(long seed, int tickers) implements MarketSource {
    @Override
    public Market open() {
      return new SimulatedMarket(seed, tickers, TradingCalendar.nyse());
    }
  }

  /** See {@link #replay}. */
  record Replay(Path file) implements MarketSource {
    @Override
    public Market open() {
      return ReplayMarket.read(file);
    }
  }
}
