package io.financeflow.schema.quality;

/**
 * What breaks a rule about single rows: rejects of that kind, and stored rows that validation and
 * the table's CHECKs should have kept out, which only a change by hand can bring.
 */
final class RowRuleSql {
  static final String CHECKED =
      "SELECT trading_date FROM quality_bars UNION ALL SELECT trading_date FROM quality_rejects";

  static final String OHLC_ORDER =
      rejected("ohlc_order")
          + stored(
              "'o ' || open || ', h ' || high || ', l ' || low || ', c ' || close",
              "high < greatest(open, close) OR low > least(open, close)");

  static final String POSITIVE_PRICES =
      rejected("positive_prices")
          + stored(
              "'o ' || open || ', h ' || high || ', l ' || low || ', c ' || close",
              "least(open, high, low, close) <= 0"
                  + " OR greatest(open, high, low, close) >= 'Infinity'");

  static final String VOLUME =
      rejected("volume")
          + stored("'volume ' || volume", "volume < 0 OR volume > " + Thresholds.VOLUME_ABSURD)
          + """
             UNION ALL
            SELECT trading_date, false, ticker || ': volume 0, close ' || close
            FROM quality_bars WHERE volume = 0 AND (high > low OR close <> previous_close)
            """;

  static final String DUPLICATES = rejected("duplicates");

  static final String TICKER_FORM =
      rejected("ticker_form") + stored("'stored'", "ticker !~ '^[A-Za-z0-9.]{1,20}$'");

  static final String TIMESTAMP_ON_DATE = rejected("timestamp_on_date");

  static final String READABLE = rejected("readable");

  private RowRuleSql() {}

  private static String rejected(String rule) {
    return "SELECT trading_date, false AS grave, what FROM quality_rejects WHERE rule = '"
        + rule
        + "'";
  }

  private static String stored(String value, String broken) {
    return " UNION ALL SELECT trading_date, true, ticker || ': ' || "
        + value
        + " FROM quality_bars WHERE "
        + broken;
  }
}
