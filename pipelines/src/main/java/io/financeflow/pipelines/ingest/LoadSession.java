package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.io.DayStore;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.source.FetchedDay;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.pipelines.source.polygon.Polygon;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Makes one date complete: fetch, validate, store, log. Emits the log row.
 *
 * <p>One step and not three, because a session's rows never leave it: the direct runner would hold
 * every fetched session in memory until the next step takes it, and the store needs the whole
 * session for its one transaction. A vendor's failure is a log row; a database's failure fails the
 * pipeline.
 */
final class LoadSession extends DoFn<String, IngestionLog> {
  private static final long serialVersionUID = 1L;
  private static final String DATASET = "daily_bars";

  private final IngestSettings settings;
  private final Counter rows = Metrics.counter(LoadSession.class, "rows");
  private final Counter changed = Metrics.counter(LoadSession.class, "changed");
  private final Counter rejected = Metrics.counter(LoadSession.class, "rejected");
  private transient @Nullable Transactions transactions;
  private transient @Nullable DayStore store;

  LoadSession(IngestSettings settings) {
    this.settings = settings;
  }

  /** Opens a pool of connections. */
  @Setup
  public void open() {
    transactions = new Transactions(settings.database());
    store = new DayStore(transactions);
  }

  /** Makes the date complete, if it can be. */
  @ProcessElement
  public void process(@Element String isoDate, OutputReceiver<IngestionLog> logs)
      throws SQLException, IOException {
    LocalDate date = LocalDate.parse(isoDate);
    IngestionLog log = load(date, new Attempt(settings.run(), DATASET, date));
    rows.inc(log.counts().rows());
    changed.inc(log.counts().changed());
    rejected.inc(log.counts().rejected());
    logs.output(log);
  }

  private IngestionLog load(LocalDate date, Attempt attempt) throws SQLException, IOException {
    DayStore target = Objects.requireNonNull(store);
    TradingCalendar calendar = TradingCalendar.nyse();
    if (isWeekend(date)) {
      return target.store(
          attempt.subject(Polygon.SOURCE),
          List.of(),
          List.of(),
          n -> attempt.closed(Polygon.SOURCE));
    }
    FetchedDay day;
    try {
      day =
          Polygon.shared(settings.vendor())
              .groupedDay(date, settings.policy().includeOtc(), calendar.isSession(date));
    } catch (VendorFailure failure) {
      return target.store(
          attempt.subject(Polygon.SOURCE),
          List.of(),
          List.of(),
          n -> attempt.failed(Polygon.SOURCE, failure));
    }
    return store(date, day, attempt);
  }

  private IngestionLog store(LocalDate date, FetchedDay day, Attempt attempt)
      throws SQLException, IOException {
    double maxRejectShare = settings.policy().maxRejectShare();
    Verdict verdict = Verdict.of(date, TradingCalendar.nyse(), day, maxRejectShare);
    List<DailyBar> bars = verdict.status() == IngestionStatus.DONE ? day.bars() : List.of();
    return Objects.requireNonNull(store)
        .store(
            attempt.subject(day.receipt().source()),
            bars,
            day.rejects(),
            changed ->
                attempt.ended(
                    verdict, day.bars().size(), changed, day.rejects().size(), day.receipt()));
  }

  /** The exchange has had no session on a weekend since 1952: no request is spent on one. */
  private static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  /** Closes the pool. */
  @Teardown
  public void close() throws SQLException {
    if (transactions != null) {
      transactions.close();
    }
  }
}
