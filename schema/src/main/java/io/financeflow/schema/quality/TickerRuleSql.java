package io.financeflow.schema.quality;

/** What breaks a rule that compares a ticker's bar with the one of the session before. */
final class TickerRuleSql {
  static final String BARS = "SELECT trading_date FROM quality_bars";

  static final String RETURNS =
      "SELECT trading_date FROM quality_bars WHERE daily_return IS NOT NULL";

  static final String TRADED_YESTERDAY =
      "SELECT trading_date FROM quality_bars WHERE previous_close IS NOT NULL";

  static final String YESTERDAY =
      TRADED_YESTERDAY + " UNION ALL SELECT trading_date FROM quality_missing";

  static final String MISSING =
      "SELECT trading_date, false AS grave, ticker AS what FROM quality_missing";

  static final String REPEATED =
      """
      SELECT trading_date, false AS grave, ticker || ' ' || close AS what
      FROM quality_bars WHERE is_repeat
      """;

  /**
   * Moves beyond the factor, and beyond so many of the ticker's own typical moves: 1.4826 times the
   * median of the absolute log returns, which for normal returns is their standard deviation
   * (Hampel 1974).
   */
  static final String OUTLIERS =
      """
      SELECT b.trading_date, false AS grave, b.ticker || ' '
        || to_char(100 * b.daily_return, 'FMSG999999990.0') || ' %%'
        || CASE WHEN abs(m.factor / round(m.factor) - 1) > %1$s THEN ''
           WHEN b.daily_return < 0 THEN ', like a ' || round(m.factor) || '-for-1 split'
           ELSE ', like a 1-for-' || round(m.factor) || ' split' END
        || coalesce((SELECT ', dividend ' || sum(cash_amount) FROM dividends v
             WHERE v.ticker = b.ticker AND v.ex_dividend_date = b.trading_date), '') AS what
      FROM quality_bars b
      CROSS JOIN LATERAL (SELECT exp(abs(ln(1 + b.daily_return))) AS factor) m
      CROSS JOIN LATERAL (
        SELECT count(*) AS returns,
          1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(ln(1 + daily_return))) AS typical
        FROM (
          SELECT daily_return FROM daily_bars h
          WHERE h.ticker = b.ticker AND h.trading_date < b.trading_date
            AND h.trading_date >= b.trading_date - 120 AND h.daily_return IS NOT NULL
          ORDER BY h.trading_date DESC LIMIT 63) h
      ) t
      WHERE m.factor > %2$s AND (t.returns < %3$d OR ln(m.factor) > %4$s * t.typical)
      """
          .formatted(
              Thresholds.SPLIT_LIKENESS,
              Thresholds.OUTLIER_FACTOR,
              Thresholds.OUTLIER_RETURNS,
              Thresholds.OUTLIER_DEVIATIONS);

  private static final String SPLIT_BARS =
      """
      (SELECT b.trading_date, s.ticker, s.lowest, s.highest, b.previous_close, b.close,
         ln(s.lowest) AS expected, ln(b.close / b.previous_close) AS moved
       FROM quality_days d
       JOIN (SELECT ticker, execution_date, min(split_from / split_to) AS lowest,
               max(split_from / split_to) AS highest
             FROM splits GROUP BY ticker, execution_date) s
         ON s.execution_date > d.previous AND s.execution_date <= d.trading_date
       JOIN quality_bars b ON b.trading_date = d.trading_date AND b.ticker = s.ticker
       WHERE b.previous_close IS NOT NULL) x
      """;

  static final String SPLITS = "SELECT trading_date FROM " + SPLIT_BARS;

  /** A split whose price factor is farther from the price's move than no move at all is. */
  static final String UNMOVED_SPLITS =
      "SELECT trading_date, false AS grave, ticker || CASE WHEN highest > lowest * (1 + 1e-9)"
          + " THEN ': split rows contradict each other' ELSE ': close ' || previous_close || ' to '"
          + " || close || ', split says x ' || round(lowest::numeric, 4) END AS what FROM "
          + SPLIT_BARS
          + " WHERE highest > lowest * (1 + 1e-9) OR (abs(expected) > ln(%s) AND abs(moved) < abs(moved - expected))"
              .formatted(Thresholds.SPLIT_FACTOR);

  private TickerRuleSql() {}
}
