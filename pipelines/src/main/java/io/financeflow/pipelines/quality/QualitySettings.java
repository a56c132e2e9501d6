package io.financeflow.pipelines.quality;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.quality.QualityRule;
import java.io.Serializable;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.apache.beam.sdk.io.jdbc.JdbcIO;

/**
 * Everything a quality run needs; serialized to its workers, never printed.
 *
 * @param database where the tables are
 * @param range dates to check, closed days and weekends allowed
 * @param rules rules to check, at least one
 * @param runId written to every log row
 * @param clock what time it is
 */
public record QualitySettings(
    JdbcIO.DataSourceConfiguration database,
    DateRange range,
    Set<QualityRule> rules,
    UUID runId,
    Clock clock)
    implements Serializable {

  /** Refuses no rules. */
  public QualitySettings {
    rules = Set.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("there must be a rule to check " + range + " against");
    }
  }

  /** Names the run without the database's password. */
  @Override
  public String toString() {
    return "QualitySettings[" + range + ", " + rules.size() + " rules, " + runId + "]";
  }
}
