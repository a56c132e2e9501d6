package io.financeflow.cli.learn;

import io.financeflow.cli.output.Failure;
import io.financeflow.schema.market.Tickers;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The flags {@code --ticker}, {@code --tickers} and {@code --all}, as a mixin. */
final class TickerFlags {
  @Option(
      names = {"--ticker", "--tickers"},
      paramLabel = "A,B",
      split = ",",
      description = "Tickers to train, case-sensitive.")
  private List<String> tickers = List.of();

  @Option(names = "--all", description = "All tickers with a bar in the range.")
  private boolean all;

  /** Refuses none, both, and what cannot be a ticker. */
  void check() {
    if (all == !tickers.isEmpty()) {
      throw new Failure.Usage("give --ticker A, --tickers A,B or --all, and only one of them");
    }
    tickers.stream()
        .filter(ticker -> !Tickers.isValid(ticker))
        .forEach(
            ticker -> {
              throw new Failure.Usage("'" + ticker + "' cannot be a ticker");
            });
  }

  /** Returns those that were given, or all that are stored. */
  List<String> choose(Supplier<List<String>> stored) {
    return all ? stored.get() : tickers;
  }

  boolean all() {
    return all;
  }
}
