package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.io.DayStore;
import io.financeflow.pipelines.io.RunHistory;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.schema.market.IngestionLog;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
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

  private final IngestSettings settings;
  private final Counter rows = Metrics.counter(LoadSession.class, "rows");
  private final Counter changed = Metrics.counter(LoadSession.class, "changed");
  private final Counter rejected = Metrics.counter(LoadSession.class, "rejected");
  private transient @Nullable Transactions transactions;
  private transient @Nullable DayStore store;
  private transient @Nullable SessionFetch fetch;

  LoadSession(IngestSettings settings) {
    this.settings = settings;
  }

  /** Opens a pool of connections. */
  @Setup
  public void open() {
    transactions = new Transactions(settings.database());
    store = new DayStore(transactions);
    IngestSettings.Policy policy = settings.policy();
    fetch =
        new SessionFetch(
            VendorAccess.open(settings.vendor(), transactions).days(policy.includeOtc()),
            policy.maxRejectShare(),
            settings.run());
  }

  /** Makes the date complete, if it can be. */
  @ProcessElement
  public void process(@Element String isoDate, OutputReceiver<IngestionLog> logs)
      throws SQLException, IOException {
    LocalDate date = LocalDate.parse(isoDate);
    Optional<IngestionLog> before =
        new RunHistory(Objects.requireNonNull(transactions))
            .completed(settings.run().id(), SessionFetch.DATASET, date);
    IngestionLog log = before.isPresent() ? before.get() : load(date);
    rows.inc(log.counts().rows());
    changed.inc(log.counts().changed());
    rejected.inc(log.counts().rejected());
    logs.output(log);
  }

  private IngestionLog load(LocalDate date) throws SQLException, IOException {
    return Objects.requireNonNull(store).store(Objects.requireNonNull(fetch).fetch(date));
  }

  /** Closes the pool. */
  @Teardown
  public void close() throws SQLException {
    if (transactions != null) {
      transactions.close();
    }
  }
}
