package io.financeflow.schema.model;

import io.financeflow.schema.market.DateRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.OptionalDouble;

/** SQL of {@code monitoring_checks}. */
public final class MonitoringCheckTable {
  /**
   * Adds a check; parameters: version_id, subject, metric, from_date, to_date, value, threshold,
   * verdict, reason, at.
   */
  public static final String INSERT =
      """
      INSERT INTO monitoring_checks (version_id, subject, metric, from_date, to_date, value,
        threshold, verdict, reason, at)
      VALUES (:version_id, :subject, :metric, :from_date, :to_date, :value,
        :threshold, :verdict, :reason, :at)
      """;

  /** Reads the latest checks of a version, newest first; parameters: version_id, most. */
  public static final String SELECT_LATEST =
      """
      SELECT * FROM monitoring_checks WHERE version_id = :version_id ORDER BY id DESC LIMIT :most
      """;

  private MonitoringCheckTable() {}

  /**
   * A row.
   *
   * @param value empty when there was too little data
   */
  public record Row(
      long versionId,
      String subject,
      String metric,
      DateRange stretch,
      OptionalDouble value,
      double threshold,
      String verdict,
      String reason,
      Instant at) {}

  /** Reads the current row of {@link #SELECT_LATEST}. */
  public static Row read(ResultSet row) throws SQLException {
    double value = row.getDouble("value");
    OptionalDouble present = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    return new Row(
        row.getLong("version_id"),
        row.getString("subject"),
        row.getString("metric"),
        new DateRange(
            row.getObject("from_date", LocalDate.class), row.getObject("to_date", LocalDate.class)),
        present,
        row.getDouble("threshold"),
        row.getString("verdict"),
        row.getString("reason"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
