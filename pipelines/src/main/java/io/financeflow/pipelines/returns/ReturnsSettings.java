package io.financeflow.pipelines.returns;

import io.financeflow.schema.market.DateRange;
import java.io.Serializable;
import java.time.Clock;
import java.util.UUID;
import org.apache.beam.sdk.io.jdbc.JdbcIO;

/**
 * Everything a returns run needs; serialized to its workers, never printed.
 *
 * @param database where the tables are
 * @param range dates to compute
 * @param longestGap sessions back that a previous close may lie, 1 to {@value #MOST_GAP}; 1: only
 *     the session before
 * @param runId written to every log row
 * @param clock what time it is
 */
public record ReturnsSettings(
    JdbcIO.DataSourceConfiguration database,
    DateRange range,
    int longestGap,
    UUID runId,
    Clock clock)
    implements Serializable {
  /** The convention of the CRSP files. */
  public static final int DEFAULT_GAP = 10;

  private static final int MOST_GAP = 25;

  /** Refuses a gap out of bounds. */
  public ReturnsSettings {
    if (longestGap < 1 || longestGap > MOST_GAP) {
      throw new IllegalArgumentException(
          "the longest gap must be 1 to " + MOST_GAP + " sessions but was " + longestGap);
    }
  }

  /** Names the run without the database's password. */
  @Override
  public String toString() {
    return "ReturnsSettings[" + range + ", gap " + longestGap + ", " + runId + "]";
  }
}
