package io.financeflow.schema.quality;

import io.financeflow.schema.db.BinaryCopy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/** SQL of {@code quality_checks}: the latest result of each rule for each session. */
public final class QualityCheckTable {
  /** Creates the staging table of this transaction. */
  public static final String CREATE_STAGING =
      """
      CREATE TEMPORARY TABLE incoming_checks (
        trading_date date, rule text COLLATE "C", severity text, checked bigint,
        violations bigint, sample text) ON COMMIT DROP
      """;

  /** Fills the staging table; the rows are those of {@link #encode}. */
  public static final String COPY_STAGING = "COPY incoming_checks FROM STDIN (FORMAT binary)";

  /**
   * Replaces the results that differ from the staged ones; parameter: run id. Equal rows stay
   * untouched. Returns the sessions with changes. Columns: trading_date, changed.
   */
  public static final String MERGE =
      """
      WITH merged AS (
        INSERT INTO quality_checks AS q
          (trading_date, rule, severity, checked, violations, sample, run_id)
        SELECT trading_date, rule, severity, checked, violations, sample, ?
        FROM incoming_checks ORDER BY trading_date, rule
        ON CONFLICT (trading_date, rule) DO UPDATE SET
          severity = excluded.severity, checked = excluded.checked,
          violations = excluded.violations, sample = excluded.sample, run_id = excluded.run_id,
          checked_at = now()
        WHERE (q.severity, q.checked, q.violations, q.sample)
          IS DISTINCT FROM
          (excluded.severity, excluded.checked, excluded.violations, excluded.sample)
        RETURNING trading_date)
      SELECT trading_date, count(*) FROM merged GROUP BY trading_date
      """;

  /**
   * Forgets the results of days of a range that are no longer staged: a closed day whose bars are
   * gone. Parameters: first and last date.
   */
  public static final String FORGET =
      """
      DELETE FROM quality_checks WHERE trading_date BETWEEN ? AND ?
        AND trading_date NOT IN (SELECT trading_date FROM quality_days)
      """;

  /** Reads the results of a range in order of date, worst first; parameters: first, last date. */
  public static final String SELECT =
      """
      SELECT trading_date, rule, severity, checked, violations, sample FROM quality_checks
      WHERE trading_date BETWEEN ? AND ?
      ORDER BY trading_date, array_position(ARRAY['ERROR', 'WARNING', 'INFO'], severity),
        violations = 0, rule
      """;

  private QualityCheckTable() {}

  /** Appends one row in the column order of {@link #COPY_STAGING}. */
  public static void encode(QualityCheck check, BinaryCopy out) {
    out.row(6).date(check.tradingDate()).text(check.rule().ruleName());
    out.text(check.severity().name()).int8(check.counts().checked());
    out.int8(check.counts().violations()).text(check.sample());
  }

  /** Reads the current row of {@link #SELECT}. */
  public static QualityCheck read(ResultSet row) throws SQLException {
    return new QualityCheck(
        row.getObject(1, LocalDate.class),
        QualityRule.named(row.getString(2)).orElseThrow(),
        Severity.valueOf(row.getString(3)),
        new QualityCheck.Counts(row.getLong(4), row.getLong(5)),
        row.getString(6));
  }
}
