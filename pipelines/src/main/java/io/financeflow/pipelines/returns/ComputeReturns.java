package io.financeflow.pipelines.returns;

import io.financeflow.pipelines.io.ReturnStore;
import io.financeflow.pipelines.io.RunHistory;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import io.financeflow.schema.market.Split;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/** Computes and stores the returns of one stretch of sessions; emits a log row per session. */
final class ComputeReturns extends DoFn<DateRange, IngestionLog> {
  private static final long serialVersionUID = 1L;
  static final String SOURCE = "financeflow";
  static final String DATASET = "daily_return";

  private final ReturnsSettings settings;
  private final PCollectionView<List<Split>> splits;
  private final PCollectionView<List<KV<String, String>>> listingEnds;
  private final Counter changed = Metrics.counter(ComputeReturns.class, "changed");
  private transient @Nullable Transactions transactions;
  private transient @Nullable ReturnStore store;

  ComputeReturns(
      ReturnsSettings settings,
      PCollectionView<List<Split>> splits,
      PCollectionView<List<KV<String, String>>> listingEnds) {
    this.settings = settings;
    this.splits = splits;
    this.listingEnds = listingEnds;
  }

  /** Opens a pool of connections. */
  @Setup
  public void open() {
    transactions = new Transactions(settings.database());
    store = new ReturnStore(transactions);
  }

  /** Computes one stretch. */
  @ProcessElement
  public void process(
      @Element DateRange stretch, OutputReceiver<IngestionLog> logs, ProcessContext context)
      throws SQLException, IOException {
    List<IngestionLog> before =
        new RunHistory(Objects.requireNonNull(transactions)).of(settings.runId(), DATASET, stretch);
    List<IngestionLog> rows =
        before.isEmpty()
            ? compute(stretch, context.sideInput(splits), context.sideInput(listingEnds))
            : before;
    for (IngestionLog row : rows) {
      changed.inc(row.counts().changed());
      logs.output(row);
    }
  }

  private List<IngestionLog> compute(
      DateRange stretch, List<Split> splits, List<KV<String, String>> ends)
      throws SQLException, IOException {
    Instant startedAt = settings.clock().instant();
    TradingCalendar calendar = TradingCalendar.nyse();
    Map<String, TickerEvents> events = TickerEvents.bySymbol(splits, ends);
    return Objects.requireNonNull(store)
        .rewrite(
            ReturnsPipeline.lookback(stretch.from(), settings.longestGap()),
            stretch,
            () -> new ReturnRule(calendar, settings.longestGap(), events),
            tallies -> logs(calendar.sessions(stretch.from(), stretch.to()), tallies, startedAt));
  }

  /** A stretch is one transaction: its time is shared evenly by its sessions. */
  private List<IngestionLog> logs(
      List<LocalDate> sessions, Map<LocalDate, ReturnStore.Tally> tallies, Instant startedAt) {
    Duration share =
        Duration.between(startedAt, settings.clock().instant()).dividedBy(sessions.size());
    List<IngestionLog> logs = new ArrayList<>();
    for (LocalDate session : sessions) {
      logs.add(log(session, tallies.get(session), startedAt, share));
    }
    return logs;
  }

  private IngestionLog log(
      LocalDate session, ReturnStore.@Nullable Tally tally, Instant startedAt, Duration duration) {
    IngestionLog.Subject subject =
        new IngestionLog.Subject(settings.runId(), SOURCE, DATASET, session);
    Duration positive = duration.isNegative() ? Duration.ZERO : duration;
    if (tally == null) {
      String error = "no bars stored for %s: run ./financeflow ingest --date %s first";
      return new IngestionLog(
          subject,
          IngestionStatus.NOT_READY,
          IngestionLog.Counts.NONE,
          startedAt,
          positive,
          null,
          error.formatted(session, session));
    }
    IngestionLog.Counts counts = new IngestionLog.Counts(tally.bars(), tally.changed(), 0, 0);
    return new IngestionLog(subject, IngestionStatus.DONE, counts, startedAt, positive, null, null);
  }

  /** Closes the pool. */
  @Teardown
  public void close() throws SQLException {
    if (transactions != null) {
      transactions.close();
    }
  }
}
