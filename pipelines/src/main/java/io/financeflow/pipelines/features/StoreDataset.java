package io.financeflow.pipelines.features;

import io.financeflow.pipelines.features.CombineSummaries.SegmentSummaries;
import io.financeflow.pipelines.io.DatasetStore;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.FeatureSet;
import io.financeflow.schema.model.Segments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.beam.sdk.transforms.DoFn;

/** Stores the dataset that a plan and the summaries of its segments make, and emits it. */
final class StoreDataset extends DoFn<SegmentSummaries, Dataset> {
  private static final long serialVersionUID = 1L;

  private final DatasetSettings settings;

  StoreDataset(DatasetSettings settings) {
    this.settings = settings;
  }

  /** Stores it; a name that is taken is refused. */
  @ProcessElement
  public void process(@Element SegmentSummaries summaries, OutputReceiver<Dataset> out)
      throws SQLException, IOException {
    Dataset dataset = dataset(summaries);
    Transactions transactions = new Transactions(settings.database());
    try {
      if (!new DatasetStore(transactions).insert(dataset)) {
        throw UnusableDataset.taken(dataset.name());
      }
    } finally {
      transactions.close();
    }
    out.output(dataset);
  }

  private Dataset dataset(SegmentSummaries summaries) {
    DatasetPlan plan = settings.plan();
    Moments train = summaries.moments(Segments.Name.TRAIN);
    return new Dataset(
        plan.name(),
        Feature.set().key(),
        plan.universe(),
        plan.cut(),
        new Dataset.Scaling(train.means(), train.deviations()),
        new Dataset.Counts(
            train.count(),
            summaries.moments(Segments.Name.VALID).count(),
            summaries.moments(Segments.Name.TEST).count()),
        fingerprint(plan, summaries),
        new Dataset.Origin(settings.runId(), settings.clock().instant()));
  }

  /**
   * Returns half the SHA-256 of the definition, the universe, the cut and the sum over the rows: 32
   * hexadecimal digits.
   */
  private static String fingerprint(DatasetPlan plan, SegmentSummaries summaries) {
    FeatureSet set = Feature.set();
    String text =
        "%s %s %s %s %s"
            .formatted(
                set.key(),
                set.definitionHash(),
                plan.universe().tickers(),
                plan.cut(),
                summaries.sum());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, hash.length / 2));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
