package io.financeflow.schema.market;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to make a session (or a reference list) complete: a row of {@code ingestion_logs}.
 *
 * @param subject what was attempted
 * @param status how it ended
 * @param counts what came of it
 * @param startedAt when it began
 * @param duration wall time, back-off and rate-limit waits included
 * @param httpStatus last HTTP status; null when no answer came or none was asked
 * @param error what happened and what to do; null when nothing is wrong
 */
public record IngestionLog(
    Subject subject,
    IngestionStatus status,
    Counts counts,
    Instant startedAt,
    Duration duration,
    @Nullable Integer httpStatus,
    @Nullable String error)
    implements Serializable {

  /**
   * What an attempt is about.
   *
   * @param runId the command or pipeline run
   * @param source vendor asked
   * @param dataset {@code daily_bars}, {@code splits}, {@code dividends}, {@code tickers}, {@code
   *     daily_return} or {@code feature_rows}
   * @param tradingDate session; last date covered for a reference list
   */
  public record Subject(UUID runId, String source, String dataset, LocalDate tradingDate)
      implements Serializable {}

  /**
   * Figures of an attempt, each >= 0.
   *
   * @param rows valid rows received or examined
   * @param changed rows inserted or changed
   * @param rejected rows kept in {@code rejected_rows} instead
   * @param bytes body bytes received, as decoded
   */
  public record Counts(long rows, long changed, long rejected, long bytes) implements Serializable {
    /** Nothing received, nothing changed. */
    public static final Counts NONE = new Counts(0, 0, 0, 0);
  }
}
