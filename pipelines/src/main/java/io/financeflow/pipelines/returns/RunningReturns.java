package io.financeflow.pipelines.returns;

import io.financeflow.pipelines.io.EventReads;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * Returns of consecutive sessions while they are loaded, one after the other. Not thread-safe.
 *
 * <p>It sees only the sessions it is given. Where the previous close may lie before them, the
 * return is not guessed: the ticker is named as due.
 */
public final class RunningReturns {
  private final Map<String, TickerEvents> events;
  private final int longestGap;
  private ReturnRule rule;
  private int sessions;

  /**
   * Begins without memory.
   *
   * @param events those of the sessions and of the widest gap before them
   * @param longestGap as {@link ReturnsSettings#longestGap}
   */
  public RunningReturns(EventReads events, int longestGap) {
    this.events = TickerEvents.bySymbol(events.splits(), events.listingEnds());
    this.longestGap = longestGap;
    this.rule = fresh();
  }

  /**
   * The returns of one session.
   *
   * @param values the return of a bar by its index; NaN for none
   * @param due tickers whose previous close is not known here
   */
  public record Computed(IntToDoubleFunction values, List<String> due) {}

  /** Returns the returns of the session that follows the one given last. */
  public Computed next(LocalDate date, List<DailyBar> bars) {
    double[] values = new double[bars.size()];
    List<String> due = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      DailyBar bar = bars.get(i);
      if (sessions < longestGap && !rule.knows(bar.ticker())) {
        due.add(bar.ticker());
      }
      OptionalDouble value = rule.next(date, bar.ticker(), bar.price().close());
      values[i] = value.orElse(Double.NaN);
    }
    sessions++;
    return new Computed(i -> values[i], due);
  }

  /** Begins anew: the session after this one does not follow the one given last. */
  public void forget() {
    rule = fresh();
    sessions = 0;
  }

  /** Returns the log row of a session's returns, computed while it was loaded. */
  public static IngestionLog log(
      ReturnsSettings settings, LocalDate session, long bars, long computed) {
    return new IngestionLog(
        new IngestionLog.Subject(
            settings.runId(), ComputeReturns.SOURCE, ComputeReturns.DATASET, session),
        IngestionStatus.DONE,
        new IngestionLog.Counts(bars, computed, 0, 0),
        settings.clock().instant(),
        Duration.ZERO,
        null,
        null);
  }

  private ReturnRule fresh() {
    return new ReturnRule(TradingCalendar.nyse(), longestGap, events);
  }
}
