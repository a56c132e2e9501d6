package io.financeflow.schema.market;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** SQL of {@code ingestion_logs}. */
public final class IngestionLogTable {
  /** Appends an attempt, numbered after those already logged; see {@link #bind}. */
  public static final String INSERT =
      """
      INSERT INTO ingestion_logs (run_id, source, dataset, trading_date, status, row_count,
        changed_count, rejected_count, bytes, started_at, duration_seconds, http_status, error,
        attempt)
      SELECT v.*, 1 + coalesce((
        SELECT max(attempt) FROM ingestion_logs l
        WHERE l.dataset = v.dataset AND l.trading_date = v.trading_date AND l.source = v.source), 0)
      FROM (VALUES (?, ?, ?, ?::date, ?, ?::bigint, ?::bigint, ?::bigint, ?::bigint,
        ?::timestamptz, ?::double precision, ?::integer, ?))
        AS v (run_id, source, dataset, trading_date, status, row_count, changed_count,
          rejected_count, bytes, started_at, duration_seconds, http_status, error)
      """;

  /**
   * Reads the last attempt of a run at each date of a range; parameters: run id, dataset, first
   * date, last date. See {@link #read}.
   */
  public static final String SELECT_OF_RUN =
      """
      SELECT DISTINCT ON (trading_date) run_id, source, dataset, trading_date, status, row_count,
        changed_count, rejected_count, bytes, started_at, duration_seconds, http_status, error
      FROM ingestion_logs
      WHERE run_id = ? AND dataset = ? AND trading_date BETWEEN ? AND ?
      ORDER BY trading_date, id DESC
      """;

  /** True when bars of the other kind, simulated or real, are stored; parameter: source. */
  public static final String OTHER_REALITY =
      """
      SELECT EXISTS (SELECT FROM ingestion_logs
        WHERE dataset = 'daily_bars' AND status = 'DONE'
          AND (source = 'simulated') <> (?::text = 'simulated'))
      """;

  private IngestionLogTable() {}

  /** Reads the attempt of a row of {@link #SELECT_OF_RUN}. */
  public static IngestionLog read(ResultSet row) throws SQLException {
    IngestionLog.Subject subject =
        new IngestionLog.Subject(
            row.getObject(1, UUID.class),
            row.getString(2),
            row.getString(3),
            row.getObject(4, LocalDate.class));
    return new IngestionLog(
        subject,
        IngestionStatus.valueOf(row.getString(5)),
        new IngestionLog.Counts(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9)),
        row.getObject(10, OffsetDateTime.class).toInstant(),
        Duration.ofNanos(Math.round(row.getDouble(11) * 1e9)),
        row.getObject(12, Integer.class),
        row.getString(13));
  }

  /** Binds one attempt to the parameters of {@link #INSERT}. */
  public static void bind(IngestionLog log, PreparedStatement statement) throws SQLException {
    IngestionLog.Subject subject = log.subject();
    statement.setObject(1, subject.runId());
    statement.setString(2, subject.source());
    statement.setString(3, subject.dataset());
    statement.setObject(4, subject.tradingDate());
    statement.setString(5, log.status().name());
    statement.setLong(6, log.counts().rows());
    statement.setLong(7, log.counts().changed());
    statement.setLong(8, log.counts().rejected());
    statement.setLong(9, log.counts().bytes());
    statement.setObject(10, log.startedAt().atOffset(ZoneOffset.UTC));
    statement.setDouble(11, log.duration().toNanos() / 1e9);
    statement.setObject(12, log.httpStatus(), Types.INTEGER);
    statement.setString(13, log.error());
  }
}
