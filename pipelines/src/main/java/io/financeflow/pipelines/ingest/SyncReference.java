package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.io.ReferenceStore;
import io.financeflow.pipelines.io.ReferenceTables;
import io.financeflow.pipelines.io.RunHistory;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.source.FetchedList;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.pipelines.source.polygon.Polygon;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Makes one reference list equal to the vendor's: fetch all pages, store, log. Emits the log row.
 *
 * <p>A list that did not arrive whole changes nothing.
 */
final class SyncReference extends DoFn<String, IngestionLog> {
  private static final long serialVersionUID = 1L;

  private final IngestSettings settings;
  private transient @Nullable Transactions transactions;

  SyncReference(IngestSettings settings) {
    this.settings = settings;
  }

  /** Opens a pool of connections. */
  @Setup
  public void open() {
    transactions = new Transactions(settings.database());
  }

  /** Synchronises the list of that name. */
  @ProcessElement
  public void process(@Element String name, OutputReceiver<IngestionLog> logs)
      throws SQLException, IOException {
    ReferenceList list = ReferenceList.valueOf(name);
    DateRange range = settings.range();
    Optional<IngestionLog> before = done(list);
    if (before.isPresent()) {
      logs.output(before.get());
      return;
    }
    Attempt attempt = new Attempt(settings.run(), list.dataset(), range.to());
    Polygon polygon = VendorAccess.open(settings.vendor(), Objects.requireNonNull(transactions));
    List<Object> dates = List.of(range.from(), range.to());
    logs.output(
        switch (list) {
          case SPLITS ->
              sync(
                  attempt,
                  ReferenceTables.SPLITS,
                  dates,
                  () -> polygon.splits(range.from(), range.to()));
          case DIVIDENDS ->
              sync(
                  attempt,
                  ReferenceTables.DIVIDENDS,
                  dates,
                  () -> polygon.dividends(range.from(), range.to()));
          case TICKERS -> sync(attempt, ReferenceTables.TICKERS, List.of(), polygon::listings);
        });
  }

  /** What this run has made of the list before its runner repeated the step. */
  private Optional<IngestionLog> done(ReferenceList list) throws SQLException, IOException {
    DateRange day = new DateRange(settings.range().to(), settings.range().to());
    return new RunHistory(Objects.requireNonNull(transactions))
        .of(settings.run().id(), list.dataset(), day).stream()
            .filter(log -> log.status() == IngestionStatus.DONE)
            .findFirst();
  }

  private <T> IngestionLog sync(
      Attempt attempt,
      ReferenceStore.Table<T> table,
      List<Object> range,
      Supplier<FetchedList<T>> fetch)
      throws SQLException, IOException {
    ReferenceStore<T> store = new ReferenceStore<>(Objects.requireNonNull(transactions), table);
    FetchedList<T> list;
    try {
      list = fetch.get();
    } catch (VendorFailure failure) {
      return store.replace(
          attempt.subject(Polygon.SOURCE),
          range,
          List.of(),
          List.of(),
          n -> attempt.failed(Polygon.SOURCE, failure));
    }
    Verdict done = new Verdict(IngestionStatus.DONE, null);
    return store.replace(
        attempt.subject(list.receipt().source()),
        range,
        list.rows(),
        list.rejects(),
        n -> attempt.ended(done, list.rows().size(), n, list.rejects().size(), list.receipt()));
  }

  /** Closes the pool. */
  @Teardown
  public void close() throws SQLException {
    if (transactions != null) {
      transactions.close();
    }
  }
}
