package io.financeflow.pipelines.features;

import java.io.Serializable;
import java.time.Clock;
import java.util.UUID;
import org.apache.beam.sdk.io.jdbc.JdbcIO;

/**
 * Everything the making of a dataset needs; serialized to its workers, never printed.
 *
 * @param database where the tables are
 * @param plan what to make
 * @param runId written to the dataset
 * @param clock what time it is
 */
public record DatasetSettings(
    JdbcIO.DataSourceConfiguration database, DatasetPlan plan, UUID runId, Clock clock)
    implements Serializable {

  /** Names the dataset without the database's password. */
  @Override
  public String toString() {
    return "DatasetSettings[" + plan.name() + ", " + runId + "]";
  }
}
