package io.financeflow.pipelines.quality;

import io.financeflow.pipelines.io.QualityStore;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.quality.Thresholds;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Checks one stretch of sessions and stores the results; emits a log row per session. */
final class CheckSessions extends DoFn<DateRange, IngestionLog> {
  private static final long serialVersionUID = 1L;

  /** Sessions looked back for the trailing median: as many may lack. */
  private static final int LOOKBACK = 2 * Thresholds.MEDIAN_SESSIONS;

  private final QualitySettings settings;
  private final Counter changed = Metrics.counter(CheckSessions.class, "changed");
  private transient @Nullable Transactions transactions;
  private transient @Nullable QualityStore store;

  CheckSessions(QualitySettings settings) {
    this.settings = settings;
  }

  /** Opens a pool of connections. */
  @Setup
  public void open() {
    transactions = new Transactions(settings.database());
    store = new QualityStore(transactions);
  }

  /** Checks one stretch. */
  @ProcessElement
  public void process(@Element DateRange stretch, OutputReceiver<IngestionLog> logs)
      throws SQLException, IOException {
    Instant startedAt = settings.clock().instant();
    QualityStore.Scope scope = scope(stretch, startedAt);
    List<IngestionLog> rows =
        Objects.requireNonNull(store)
            .check(
                scope,
                settings.rules(),
                settings.runId(),
                findings -> new CheckLog(settings, startedAt).rows(scope.sessions(), findings));
    for (IngestionLog row : rows) {
      changed.inc(row.counts().changed());
      logs.output(row);
    }
  }

  private static QualityStore.Scope scope(DateRange stretch, Instant now) {
    TradingCalendar calendar = TradingCalendar.nyse();
    List<QualityStore.Session> sessions =
        calendar.sessions(stretch.from(), stretch.to()).stream()
            .map(date -> session(date, calendar))
            .toList();
    LocalDate first = calendar.nextOrSame(stretch.from());
    int back = Math.min(LOOKBACK, calendar.sessionIndex(first));
    List<LocalDate> history =
        calendar.sessions(calendar.shift(first, -back), stretch.from().minusDays(1));
    return new QualityStore.Scope(stretch, sessions, history, now);
  }

  private static QualityStore.Session session(LocalDate date, TradingCalendar calendar) {
    boolean isFirst = calendar.sessionIndex(date) == 0;
    return new QualityStore.Session(
        date,
        isFirst ? date.minusDays(1) : calendar.previous(date),
        Publication.dueAt(date),
        !calendar.isEarlyClose(date));
  }

  /** Closes the pool. */
  @Teardown
  public void close() throws SQLException {
    if (transactions != null) {
      transactions.close();
    }
  }
}
