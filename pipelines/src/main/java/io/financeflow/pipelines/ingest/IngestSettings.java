package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.market.DateRange;
import java.io.Serializable;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.apache.beam.sdk.io.jdbc.JdbcIO;

/**
 * Everything an ingest run needs; serialized to its workers, secrets included, never printed.
 *
 * @param database where the tables are
 * @param vendor where the data is
 * @param range dates to make complete, closed days and weekends allowed
 * @param policy what to ask for and to accept
 * @param run who asks
 */
public record IngestSettings(
    JdbcIO.DataSourceConfiguration database,
    PolygonSettings vendor,
    DateRange range,
    Policy policy,
    Run run)
    implements Serializable {

  /** Names the run without the database's password. */
  @Override
  public String toString() {
    return "IngestSettings[" + range + ", " + vendor + ", " + policy + ", " + run.id() + "]";
  }

  /**
   * What to ask for and to accept.
   *
   * @param lists reference lists to synchronise
   * @param includeOtc true to store over-the-counter tickers too
   * @param maxRejectShare share of a session's rows, 0 to 1, above which the session is not stored
   */
  public record Policy(Set<ReferenceList> lists, boolean includeOtc, double maxRejectShare)
      implements Serializable {
    /** Refuses a share outside 0 to 1. */
    public Policy {
      lists = Set.copyOf(lists);
      if (!(maxRejectShare >= 0 && maxRejectShare <= 1)) {
        throw new IllegalArgumentException(
            "the reject share must be 0 to 1 but was " + maxRejectShare);
      }
    }
  }

  /**
   * Who asks.
   *
   * @param id written to every log row
   * @param clock what time it is
   */
  public record Run(UUID id, Clock clock) implements Serializable {}
}
