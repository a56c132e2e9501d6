package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.FeatureStore;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Computes and stores the feature rows of one stretch of sessions; emits a log row per session. */
final class ComputeFeatures extends DoFn<DateRange, IngestionLog> {
  private static final long serialVersionUID = 1L;
  private static final String SOURCE = "financeflow";
  private static final String DATASET = "feature_rows";

  private final FeaturesSettings settings;
  private final Counter rows = Metrics.counter(ComputeFeatures.class, "rows");
  private final Counter changed = Metrics.counter(ComputeFeatures.class, "changed");
  private transient @Nullable Transactions transactions;
  private transient @Nullable FeatureStore store;

  ComputeFeatures(FeaturesSettings settings) {
    this.settings = settings;
  }

  /** Opens a pool of connections. */
  @Setup
  public void open() {
    transactions = new Transactions(settings.database());
    store = new FeatureStore(transactions);
  }

  /** Computes one stretch. */
  @ProcessElement
  public void process(@Element DateRange stretch, OutputReceiver<IngestionLog> logs)
      throws SQLException, IOException {
    Instant startedAt = settings.clock().instant();
    TradingCalendar calendar = TradingCalendar.nyse();
    FeatureStore features = Objects.requireNonNull(store);
    List<IngestionLog> entries =
        features.rewrite(
            features.register(Feature.set()),
            reach(calendar, stretch, settings.range()),
            () -> new FeatureRule(calendar),
            tallies -> logs(calendar, stretch, tallies, startedAt));
    for (IngestionLog entry : entries) {
      rows.inc(entry.counts().rows());
      changed.inc(entry.counts().changed());
      logs.output(entry);
    }
  }

  /** Adds to a stretch the bars that its features look back at and its labels look ahead at. */
  static FeatureStore.Stretch reach(TradingCalendar calendar, DateRange stretch, DateRange range) {
    LocalDate first = stretch.from();
    boolean begins = calendar.nextOrSame(range.from()).equals(first);
    LocalDate relabelFrom = begins ? shift(calendar, first, -Feature.HORIZON) : first;
    DateRange bars =
        new DateRange(
            shift(calendar, relabelFrom, 1 - Feature.SESSIONS),
            shift(calendar, stretch.to(), Feature.HORIZON));
    return new FeatureStore.Stretch(bars, stretch, relabelFrom);
  }

  /** As the calendar's, but no further than its ends. */
  private static LocalDate shift(TradingCalendar calendar, LocalDate session, int n) {
    int index = calendar.sessionIndex(session);
    int last = calendar.sessionIndex(calendar.previousOrSame(calendar.lastDate()));
    return calendar.shift(session, Math.min(last - index, Math.max(-index, n)));
  }

  /** A stretch is one transaction: its time is shared evenly by its sessions. */
  private List<IngestionLog> logs(
      TradingCalendar calendar,
      DateRange stretch,
      Map<LocalDate, FeatureStore.Tally> tallies,
      Instant startedAt) {
    List<LocalDate> sessions = calendar.sessions(stretch.from(), stretch.to());
    Duration elapsed = Duration.between(startedAt, settings.clock().instant());
    Duration share = elapsed.isNegative() ? Duration.ZERO : elapsed.dividedBy(sessions.size());
    return sessions.stream()
        .map(session -> log(session, tallies.get(session), startedAt, share))
        .toList();
  }

  private IngestionLog log(
      LocalDate session, FeatureStore.@Nullable Tally tally, Instant startedAt, Duration duration) {
    boolean done = tally != null && tally.ready();
    return new IngestionLog(
        new IngestionLog.Subject(settings.runId(), SOURCE, DATASET, session),
        done ? IngestionStatus.DONE : IngestionStatus.NOT_READY,
        tally == null
            ? IngestionLog.Counts.NONE
            : new IngestionLog.Counts(tally.rows(), tally.changed(), 0, 0),
        startedAt,
        duration,
        null,
        done ? null : missing(session, tally != null));
  }

  private static String missing(LocalDate session, boolean bars) {
    return bars
        ? "returns of %s are not computed: run ./financeflow returns --date %s first"
            .formatted(session, session)
        : "no bars stored for %s: run ./financeflow ingest --date %s first"
            .formatted(session, session);
  }

  /** Closes the pool. */
  @Teardown
  public void close() throws SQLException {
    if (transactions != null) {
      transactions.close();
    }
  }
}
