package io.financeflow.schema.quality;

/** What breaks a rule about a session as a whole. */
final class SessionRuleSql {
  static final String DAYS = "SELECT trading_date FROM quality_days";

  static final String DUE = "SELECT trading_date FROM quality_days WHERE due_at IS NOT NULL";

  static final String FRESHNESS =
      """
      SELECT trading_date, true AS grave, 'no bars, due since '
        || to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC' AS what
      FROM quality_days WHERE bars = 0
      """;

  static final String CALENDAR =
      """
      SELECT trading_date, true AS grave, bars || ' bars on a day without session' AS what
      FROM quality_days WHERE due_at IS NULL
      """;

  static final String RETURNS_DUE =
      """
      SELECT trading_date, false AS grave, ticker || ': ' || reason AS what
      FROM returns_due JOIN quality_days USING (trading_date)
      """;

  static final String WITH_HISTORY =
      "SELECT trading_date FROM quality_history WHERE sessions >= " + Thresholds.FEWEST_SESSIONS;

  static final String ROW_COUNT =
      """
      SELECT trading_date, bars < usual_bars AS grave,
        bars || ' bars, median ' || usual_bars AS what
      FROM quality_history
      WHERE sessions >= %d AND abs(bars / usual_bars - 1) > %s
      """
          .formatted(Thresholds.FEWEST_SESSIONS, Thresholds.ROW_COUNT_SHARE);

  static final String VOLUME_JUMP =
      """
      SELECT trading_date, volume >= usual_volume * %s AS grave,
        'volume ' || round((volume / usual_volume)::numeric, 2) || ' x median' AS what
      FROM quality_history
      WHERE sessions >= %d AND usual_volume > 0 AND (volume >= usual_volume * %s
        OR full_day AND volume < usual_volume * %s)
      """
          .formatted(
              Thresholds.VOLUME_TRIPLED,
              Thresholds.FEWEST_SESSIONS,
              Thresholds.VOLUME_DOUBLED,
              Thresholds.VOLUME_CUT);

  private SessionRuleSql() {}
}
