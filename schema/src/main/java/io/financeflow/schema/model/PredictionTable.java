package io.financeflow.schema.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of {@code predictions} and {@code prediction_scores}. */
public final class PredictionTable {
  /**
   * Adds or changes predictions; parameters: now, run, arrays of versions, tickers, as_ofs,
   * targets, horizons, values, lows, highs and levels (the last three with nulls), first and last
   * of the targets. Equal rows stay untouched, changed ones lose their score. Column: the number of
   * rows added or changed.
   */
  public static final String UPSERT =
      """
      WITH changed AS (
        INSERT INTO predictions AS p (version_id, ticker, as_of, target_date, horizon, value, low,
          high, level, made_at, run_id)
        SELECT n.*, :now, :run FROM unnest(:versions, :tickers, :as_ofs, :targets, :horizons,
          :values, :lows, :highs, :levels)
          AS n (version_id, ticker, as_of, target_date, horizon, value, low, high, level)
        ON CONFLICT (version_id, ticker, as_of, target_date) DO UPDATE SET
          horizon = excluded.horizon, value = excluded.value, low = excluded.low,
          high = excluded.high, level = excluded.level, made_at = excluded.made_at,
          run_id = excluded.run_id
        WHERE (p.horizon, p.value, p.low, p.high, p.level) IS DISTINCT FROM
          (excluded.horizon, excluded.value, excluded.low, excluded.high, excluded.level)
        RETURNING p.version_id, p.ticker, p.as_of, p.target_date
      ), stale AS (
        DELETE FROM prediction_scores s USING changed c
        WHERE s.version_id = c.version_id AND s.ticker = c.ticker AND s.as_of = c.as_of
          AND s.target_date = c.target_date AND s.target_date BETWEEN :first AND :last
      )
      SELECT count(*) FROM changed
      """;

  /**
   * Reads predictions with their scores, by target, ticker and as-of date; parameters: version id,
   * first and last target, tickers (empty for all). See {@link #read}.
   */
  public static final String SELECT =
      """
      SELECT p.*, s.realised, s.split_factor, s.error, s.direction_hit, s.in_interval, s.scored_at
      FROM predictions p
      LEFT JOIN prediction_scores s ON s.version_id = p.version_id AND s.ticker = p.ticker
        AND s.as_of = p.as_of AND s.target_date = p.target_date
        AND s.target_date BETWEEN :first AND :last
      WHERE p.version_id = :version AND p.target_date BETWEEN :first AND :last
        AND (cardinality(:tickers) = 0 OR p.ticker = ANY (:tickers))
      ORDER BY p.target_date, p.ticker, p.as_of
      """;

  /**
   * Scores all predictions about a range of targets whose outcome is known; parameters: first and
   * last target, now. A score that is equal stays untouched, one that is not (bars were corrected,
   * the prediction was changed) is replaced; the update count is the number of both kinds but
   * equal.
   *
   * <p>A close is compared in the shares of the as-of date: times the split factor of the splits
   * executed after it up to the target. Rows of one execution date that agree are one split. Not
   * scored are closes with splits that contradict each other in between, and closes of a symbol
   * that has passed to another company meanwhile.
   */
  public static final String SCORE =
      """
      INSERT INTO prediction_scores AS o (version_id, ticker, as_of, target_date, realised,
        split_factor, error, direction_hit, in_interval, scored_at)
      WITH due AS (
        SELECT p.*, m.target, b.close, b.daily_return FROM predictions p
        JOIN model_versions v ON v.id = p.version_id
        JOIN models m ON m.name = v.model
        JOIN daily_bars b ON b.ticker = p.ticker AND b.trading_date = p.target_date
          AND b.trading_date BETWEEN :first AND :last
        WHERE p.target_date BETWEEN :first AND :last
      ), known AS (
        SELECT d.version_id, d.ticker, d.as_of, d.target_date, d.target, d.value, d.low, d.high,
          d.close * s.factor AS realised, s.factor, a.close AS base,
          d.value > a.close AS up, sign(d.close * s.factor - a.close) AS course
        FROM due d
        CROSS JOIN LATERAL (
          SELECT product(e.factor) AS factor, coalesce(bool_and(e.agree), true) AS agree FROM (
            SELECT min(x.split_to / x.split_from) AS factor,
              max(x.split_to / x.split_from) / min(x.split_to / x.split_from) < 1 + 1e-9 AS agree
            FROM splits x
            WHERE x.ticker = d.ticker AND x.execution_date > d.as_of
              AND x.execution_date <= d.target_date
            GROUP BY x.execution_date) e) s
        LEFT JOIN daily_bars a ON a.ticker = d.ticker AND a.trading_date = d.as_of
        WHERE d.target = 'close' AND s.agree AND NOT EXISTS (
          SELECT FROM tickers t WHERE t.ticker = d.ticker
            AND t.delisted_date >= d.as_of AND t.delisted_date < d.target_date)
        UNION ALL
        SELECT d.version_id, d.ticker, d.as_of, d.target_date, d.target, d.value, d.low, d.high,
          CASE d.target WHEN 'direction' THEN (d.daily_return > 0)::integer ELSE d.daily_return END,
          1, NULL, d.value > CASE d.target WHEN 'direction' THEN 0.5 ELSE 0 END,
          sign(d.daily_return)
        FROM due d
        WHERE d.target <> 'close' AND d.daily_return IS NOT NULL
      )
      SELECT version_id, ticker, as_of, target_date, realised, factor, value - realised,
        up = (nullif(course, 0) > 0), realised BETWEEN low AND high, :now
      FROM known ORDER BY version_id, ticker, as_of, target_date
      ON CONFLICT (version_id, ticker, as_of, target_date) DO UPDATE SET
        realised = excluded.realised, split_factor = excluded.split_factor,
        error = excluded.error, direction_hit = excluded.direction_hit,
        in_interval = excluded.in_interval, scored_at = excluded.scored_at
      WHERE (o.realised, o.split_factor, o.error, o.direction_hit, o.in_interval)
        IS DISTINCT FROM (excluded.realised, excluded.split_factor, excluded.error,
          excluded.direction_hit, excluded.in_interval)
      """;

  /**
   * Reads the scored forecasts of the next session that a version made about the latest targets
   * after a date, with the close that each started from, by target and ticker; parameters: version
   * id, after, most (target sessions). Columns: target_date, value, low, high, realised, base (null
   * without a bar).
   */
  public static final String SELECT_LATEST_SCORED =
      """
      SELECT s.target_date, p.value, p.low, p.high, s.realised, a.close AS base
      FROM prediction_scores s
      JOIN predictions p USING (version_id, ticker, as_of, target_date)
      LEFT JOIN daily_bars a ON a.ticker = s.ticker AND a.trading_date = s.as_of
      WHERE s.version_id = :version AND p.horizon = 1 AND s.target_date >= (
        SELECT min(target_date) FROM (
          SELECT DISTINCT target_date FROM prediction_scores
          WHERE version_id = :version AND target_date > :after
          ORDER BY target_date DESC LIMIT :most) latest)
      ORDER BY s.target_date, s.ticker
      """;

  private PredictionTable() {}

  /**
   * A prediction as stored.
   *
   * @param low null without an interval, like high and level
   * @param score empty while the outcome is not known
   */
  public record Row(
      long versionId,
      String ticker,
      LocalDate asOf,
      LocalDate target,
      int horizon,
      double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double level,
      Instant madeAt,
      UUID runId,
      Optional<Score> score) {}

  /**
   * How a prediction came out.
   *
   * @param directionHit null when it went nowhere
   * @param inInterval null without an interval
   */
  public record Score(
      double realised,
      double splitFactor,
      double error,
      @Nullable Boolean directionHit,
      @Nullable Boolean inInterval,
      Instant at) {}

  /** Reads the current row of {@link #SELECT}. */
  public static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("version_id"),
        row.getString("ticker"),
        row.getObject("as_of", LocalDate.class),
        row.getObject("target_date", LocalDate.class),
        row.getInt("horizon"),
        row.getDouble("value"),
        row.getObject("low", Double.class),
        row.getObject("high", Double.class),
        row.getObject("level", Double.class),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getObject("run_id", UUID.class),
        score(row));
  }

  private static Optional<Score> score(ResultSet row) throws SQLException {
    OffsetDateTime at = row.getObject("scored_at", OffsetDateTime.class);
    return at == null
        ? Optional.empty()
        : Optional.of(
            new Score(
                row.getDouble("realised"),
                row.getDouble("split_factor"),
                row.getDouble("error"),
                row.getObject("direction_hit", Boolean.class),
                row.getObject("in_interval", Boolean.class),
                at.toInstant()));
  }
}
