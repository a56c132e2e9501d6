package io.financeflow.pipelines.returns;

import io.financeflow.pipelines.io.DueStore;
import io.financeflow.pipelines.io.EventReads;
import io.financeflow.pipelines.io.ReturnStore;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.IngestionLog;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;

/**
 * Computes again exactly the returns that changes have touched, once those changes are stored.
 * Emits the number of returns settled.
 */
public final class SettleReturns extends DoFn<String, Long> {
  private static final long serialVersionUID = 1L;

  private final ReturnsSettings settings;
  private final Counter settled = Metrics.counter(SettleReturns.class, "settled");

  private SettleReturns(ReturnsSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds the step after the steps that end in a collection.
   *
   * @param settings whose range is not used: what is due is settled, whatever its date
   */
  public static PCollection<Long> after(
      PCollection<IngestionLog> changes, ReturnsSettings settings) {
    return changes
        .getPipeline()
        .apply("Settle once", Create.of("settle").withCoder(StringUtf8Coder.of()))
        .apply("After all changes", Wait.on(changes))
        .apply("Settle returns", ParDo.of(new SettleReturns(settings)));
  }

  /** Settles until nothing is due. */
  @ProcessElement
  public void process(OutputReceiver<Long> counts) throws SQLException, IOException {
    Transactions transactions = new Transactions(settings.database());
    try {
      DueStore store = new DueStore(transactions);
      long total = 0;
      int batch;
      do {
        batch = store.settle(this::rule, (session, tally) -> log(session, tally));
        total += batch;
      } while (batch > 0);
      settled.inc(total);
      counts.output(total);
    } finally {
      transactions.close();
    }
  }

  private DueStore.Rule rule(EventReads events) {
    Map<String, TickerEvents> bySymbol =
        TickerEvents.bySymbol(events.splits(), events.listingEnds());
    return (due, close) -> {
      TickerEvents own = bySymbol.getOrDefault(due.ticker(), TickerEvents.NONE);
      DueStore.Previous previous = due.previous();
      return previous == null
          ? OptionalDouble.empty()
          : SimpleReturn.of(
              close(previous.date(), previous.close()),
              close(due.date(), close),
              settings.longestGap(),
              own);
    };
  }

  private static SimpleReturn.Close close(LocalDate date, double price) {
    return new SimpleReturn.Close(date, TradingCalendar.nyse().sessionIndex(date), price);
  }

  private IngestionLog log(LocalDate session, ReturnStore.Tally tally) {
    return RunningReturns.log(settings, session, tally.bars(), tally.changed());
  }
}
