package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DatasetStore;
import io.financeflow.pipelines.io.Transactions;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one piece of a dataset once and emits its summary. */
final class SummarizePiece extends DoFn<Piece, PieceSummary> {
  private static final long serialVersionUID = 1L;

  private final DatasetSettings settings;
  private final Counter rows = Metrics.counter(SummarizePiece.class, "rows");
  private transient @Nullable Transactions transactions;

  SummarizePiece(DatasetSettings settings) {
    this.settings = settings;
  }

  /** Opens a pool of connections. */
  @Setup
  public void open() {
    transactions = new Transactions(settings.database());
  }

  /** Reads one piece. */
  @ProcessElement
  public void process(@Element Piece piece, OutputReceiver<PieceSummary> out)
      throws SQLException, IOException {
    DatasetPlan plan = settings.plan();
    Tally tally = new Tally();
    new DatasetStore(Objects.requireNonNull(transactions))
        .rows(plan.featureSet(), piece.range(), plan.universe().tickers(), Feature.COUNT, tally);
    rows.inc(tally.moments.count());
    out.output(new PieceSummary(piece, tally.moments, tally.sum));
  }

  private static final class Tally implements DatasetStore.Reader {
    private final Moments moments = new Moments(Feature.COUNT);
    private final RowSum sum = new RowSum();

    @Override
    public void row(long day, String ticker, float[] features, float[] labels) {
      moments.add(features);
      sum.add(day, ticker, features, Feature.COUNT, labels, Feature.LABELS);
    }
  }

  /** Closes the pool. */
  @Teardown
  public void close() throws SQLException {
    if (transactions != null) {
      transactions.close();
    }
  }
}
