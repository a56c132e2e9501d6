package io.financeflow.schema.market;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;

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

  /** True when a run has made a session complete; parameters: run, dataset, date. */
  public static final String IS_DONE =
      """
      SELECT EXISTS (SELECT FROM ingestion_logs
        WHERE run_id = ? AND dataset = ? AND trading_date = ? AND status IN ('DONE', 'CLOSED'))
      """;

  /** True when bars of the other kind, simulated or real, are stored; parameter: source. */
  public static final String OTHER_REALITY =
      """
      SELECT EXISTS (SELECT FROM ingestion_logs
        WHERE dataset = 'daily_bars' AND status = 'DONE'
          AND (source = 'simulated') <> (?::text = 'simulated'))
      """;

  private IngestionLogTable() {}

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
