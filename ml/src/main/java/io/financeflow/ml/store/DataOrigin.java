package io.financeflow.ml.store;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.FeatureSet;
import java.util.Optional;

/**
 * What a version learned from.
 *
 * @param featureSet empty for a model that reads bars
 * @param dataset name of the dataset, which may be deleted since; empty without one
 * @param range first and last session
 * @param fingerprint equal for equal data, 1 to 200 characters
 * @param rows rows or bars, >= 0
 */
public record DataOrigin(
    Optional<FeatureSet.Key> featureSet,
    Optional<String> dataset,
    DateRange range,
    String fingerprint,
    long rows) {

  /** Checks fingerprint and rows. */
  public DataOrigin {
    if (fingerprint.isEmpty() || fingerprint.length() > 200) {
      throw new ModelRefusal(
          "a fingerprint must have 1 to 200 characters but was '" + fingerprint + "'");
    }
    if (rows < 0) {
      throw new ModelRefusal("rows must be >= 0 but was " + rows);
    }
  }

  /** Data that is neither a feature set's nor a dataset's: plain bars. */
  public static DataOrigin ofBars(DateRange range, String fingerprint, long rows) {
    return new DataOrigin(Optional.empty(), Optional.empty(), range, fingerprint, rows);
  }
}
