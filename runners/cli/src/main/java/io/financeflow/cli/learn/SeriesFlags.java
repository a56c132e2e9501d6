package io.financeflow.cli.learn;

import io.financeflow.cli.output.Failure;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.Target;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.Tickers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which series a model of series is judged on, as flags. */
final class SeriesFlags {
  @Option(
      names = {"--ticker", "--tickers"},
      paramLabel = "A,B",
      split = ",",
      description = "On these tickers, case-sensitive (default: those of the version).")
  private List<String> tickers = List.of();

  @Option(names = "--all", description = "On all tickers with a bar in the range.")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "On the first N of them in alphabetical order.")
  private @Nullable Integer limit;

  @Option(
      names = "--prices",
      paramLabel = "FILE.csv[.gz]",
      description =
          "On closes of a file instead of the database: columns symbol, date, adjusted_close (or"
              + " close).")
  private @Nullable Path prices;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First session (default: the first there is).")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last session (default: the last there is).")
  private @Nullable LocalDate to;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      converter = TargetConverter.class,
      completionCandidates = TargetConverter.Names.class,
      description =
          "What is forecast: ${COMPLETION-CANDIDATES} (default: the version's, else log_close);"
              + " errors of log_close are of logarithms.")
  private @Nullable Target target;

  @Option(
      names = "--horizon",
      paramLabel = "N",
      defaultValue = "1",
      description = "Sessions ahead, 1 to 250 (default: 1).")
  private int horizon;

  @Option(
      names = "--level",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description = "Share of outcomes that intervals shall cover (default: 0.9).")
  private double level;

  /** Refuses what cannot be. */
  void check() {
    if (all && !tickers.isEmpty()) {
      throw new Failure.Usage("--tickers and --all exclude each other");
    }
    for (String ticker : tickers) {
      if (!Tickers.isValid(ticker)) {
        throw new Failure.Usage("'" + ticker + "' cannot be a ticker");
      }
    }
    if (limit != null && limit < 1) {
      throw new Failure.Usage("--limit must be >= 1 but was " + limit);
    }
    if (horizon < 1 || horizon > 250) {
      throw new Failure.Usage("--horizon must be 1 to 250 but was " + horizon);
    }
    if (!(level > 0 && level <= 0.999)) {
      throw new Failure.Usage("--level must be above 0 and at most 0.999 but was " + level);
    }
  }

  /** Refuses those that mean nothing to networks, which are judged on their dataset. */
  void refuseForNetworks() {
    boolean any = all || !tickers.isEmpty() || limit != null || prices != null;
    if (any || from != null || to != null || target != null || horizon != 1) {
      throw new Failure.Usage(
          "a network is judged on its whole dataset, one session ahead: leave out --tickers, --all,"
              + " --limit, --prices, --from, --to, --target and --horizon");
    }
  }

  /** Returns those that were given, or the usual ones, or all that are stored. */
  List<String> choose(List<String> usual, Supplier<List<String>> stored) {
    if (!tickers.isEmpty()) {
      return tickers;
    }
    if (usual.isEmpty() && !all && limit == null) {
      throw new Failure.Usage("give --tickers A,B, --limit N or --all");
    }
    return all || usual.isEmpty() ? stored.get() : usual;
  }

  /** Returns the chosen ones of some series. */
  SortedMap<String, Closes> limited(SortedMap<String, Closes> closes) {
    SortedMap<String, Closes> kept = new TreeMap<>(closes);
    if (!tickers.isEmpty()) {
      kept.keySet().retainAll(tickers);
    }
    while (limit != null && kept.size() > limit) {
      kept.remove(kept.lastKey());
    }
    return kept;
  }

  @Nullable Path prices() {
    return prices;
  }

  Optional<Target> target() {
    return Optional.ofNullable(target);
  }

  int horizon() {
    return horizon;
  }

  double level() {
    return level;
  }

  DateRange range(LocalDate today) {
    LocalDate first = from == null ? TradingCalendar.nyse().firstDate() : from;
    LocalDate last = to == null ? today : to;
    if (last.isBefore(first)) {
      throw new Failure.Usage("--to " + last + " lies before --from " + first);
    }
    return new DateRange(first, last);
  }
}
