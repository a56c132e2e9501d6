package io.financeflow.pipelines.backfill;

import io.financeflow.pipelines.ingest.SessionFetch;
import io.financeflow.pipelines.ingest.VendorAccess;
import io.financeflow.pipelines.io.DayStore;
import io.financeflow.pipelines.io.EventStore;
import io.financeflow.pipelines.io.RunHistory;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.returns.ReturnsPipeline;
import io.financeflow.pipelines.returns.RunningReturns;
import io.financeflow.pipelines.source.DaySource;
import io.financeflow.pipelines.source.polygon.PolygonFiles;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sessions of one worker complete, one after the other; emits their log rows.
 *
 * <p>A session that has no bars yet is written with its returns, computed from the sessions loaded
 * just before it. A runner that repeats a lane skips what the run has made complete already.
 */
final class LoadLane extends DoFn<Lane, IngestionLog> {
  private static final long serialVersionUID = 1L;

  private final BackfillSettings settings;
  private final Counter rows = Metrics.counter(LoadLane.class, "rows");
  private final Counter changed = Metrics.counter(LoadLane.class, "changed");
  private final Counter rejected = Metrics.counter(LoadLane.class, "rejected");
  private transient @Nullable Transactions transactions;
  private transient @Nullable SessionFetch fetch;

  LoadLane(BackfillSettings settings) {
    this.settings = settings;
  }

  /** Opens a pool of connections and the source. */
  @Setup
  public void open() {
    transactions = new Transactions(settings.ingest().database());
    fetch =
        new SessionFetch(
            source(transactions),
            settings.ingest().policy().maxRejectShare(),
            settings.ingest().run());
  }

  private DaySource source(Transactions pool) {
    return settings.files() != null
        ? PolygonFiles.open(settings.files())
        : VendorAccess.open(settings.ingest().vendor(), pool)
            .days(settings.ingest().policy().includeOtc());
  }

  /** Loads piece after piece. */
  @ProcessElement
  public void process(@Element Lane lane, OutputReceiver<IngestionLog> logs)
      throws SQLException, IOException {
    Transactions pool = Objects.requireNonNull(transactions);
    DayStore store = new DayStore(pool);
    for (Piece piece : lane.pieces()) {
      LocalDate from = ReturnsPipeline.lookback(piece.sessions().from(), settings.longestGap());
      RunningReturns returns =
          new RunningReturns(
              new EventStore(pool).read(new DateRange(from, piece.sessions().to())),
              settings.longestGap());
      for (LocalDate session :
          TradingCalendar.nyse().sessions(piece.sessions().from(), piece.sessions().to())) {
        load(session, piece, returns, store).forEach(log -> emit(log, logs));
      }
    }
  }

  private List<IngestionLog> load(
      LocalDate session, Piece piece, RunningReturns returns, DayStore store)
      throws SQLException, IOException {
    Optional<IngestionLog> before =
        new RunHistory(Objects.requireNonNull(transactions))
            .completed(settings.ingest().run().id(), SessionFetch.DATASET, session);
    if (before.isPresent()) {
      returns.forget();
      return List.of(before.get());
    }
    DayStore.Day day = Objects.requireNonNull(fetch).fetch(session);
    if (piece.first() && !day.bars().isEmpty()) {
      RunningReturns.Computed computed = returns.next(session, day.bars());
      var stored =
          store.storeFirst(
              day,
              new DayStore.Returns(
                  computed.values(),
                  computed.due(),
                  piece.plannedUntil(),
                  n -> RunningReturns.log(settings.returns(), session, day.bars().size(), n)));
      if (stored.isPresent()) {
        return stored.get();
      }
    }
    returns.forget();
    return List.of(store.store(day));
  }

  private void emit(IngestionLog log, OutputReceiver<IngestionLog> logs) {
    if (log.subject().dataset().equals(SessionFetch.DATASET)) {
      rows.inc(log.counts().rows());
      changed.inc(log.counts().changed());
      rejected.inc(log.counts().rejected());
    }
    logs.output(log);
  }

  /** Closes the pool. */
  @Teardown
  public void close() throws SQLException {
    if (transactions != null) {
      transactions.close();
    }
  }
}
