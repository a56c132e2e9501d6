package io.financeflow.pipelines.features;

import io.financeflow.schema.market.DateRange;
import java.io.Serializable;
import java.time.Clock;
import java.util.UUID;
import org.apache.beam.sdk.io.jdbc.JdbcIO;

/**
 * Everything a features run needs; serialized to its workers, never printed.
 *
 * @param database where the tables are
 * @param range dates to compute
 * @param runId written to every log row
 * @param clock what time it is
 */
public record FeaturesSettings(
    JdbcIO.DataSourceConfiguration database, DateRange range, UUID runId, Clock clock)
    implements Serializable {

  /** Names the run without the database's password. */
  @Override
  public String toString() {
    return "FeaturesSettings[" + range + ", " + runId + "]";
  }
}
