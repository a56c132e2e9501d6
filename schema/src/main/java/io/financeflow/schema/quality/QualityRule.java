package io.financeflow.schema.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rules that a session is held against; {@link Thresholds} has the lines they draw. */
public enum QualityRule {
  /** Low is at most open and close, high at least. Rejects are WARNING, stored rows ERROR. */
  OHLC_ORDER(Judge.BY_GRAVITY, RowRuleSql.CHECKED, RowRuleSql.OHLC_ORDER),
  /** Prices are above 0 and finite. Rejects are WARNING, stored rows ERROR. */
  POSITIVE_PRICES(Judge.BY_GRAVITY, RowRuleSql.CHECKED, RowRuleSql.POSITIVE_PRICES),
  /**
   * Volume is neither negative nor beyond what any share has traded (ERROR when stored), and not 0
   * when the price moved (WARNING).
   */
  VOLUME(Judge.BY_GRAVITY, RowRuleSql.CHECKED, RowRuleSql.VOLUME),
  /** A ticker has one row a session. WARNING: the key of the table keeps others out. */
  DUPLICATES(Judge.BY_GRAVITY, RowRuleSql.CHECKED, RowRuleSql.DUPLICATES),
  /** A ticker is 1 to 20 letters, digits and dots. Rejects are WARNING, stored rows ERROR. */
  TICKER_FORM(Judge.BY_GRAVITY, RowRuleSql.CHECKED, RowRuleSql.TICKER_FORM),
  /** A row's time stamp is on its session in New York. WARNING: other rows are not stored. */
  TIMESTAMP_ON_DATE(Judge.BY_GRAVITY, RowRuleSql.CHECKED, RowRuleSql.TIMESTAMP_ON_DATE),
  /** A row can be read: its fields are there and of their type. WARNING: others are not stored. */
  READABLE(Judge.BY_GRAVITY, RowRuleSql.CHECKED, RowRuleSql.READABLE),
  /** As many bars as the trailing median. ERROR below (a part of the day), WARNING above. */
  ROW_COUNT(Judge.BY_GRAVITY, SessionRuleSql.WITH_HISTORY, SessionRuleSql.ROW_COUNT),
  /** The market's volume is as usual. WARNING when doubled or cut off, ERROR when tripled. */
  VOLUME_JUMP(Judge.BY_GRAVITY, SessionRuleSql.WITH_HISTORY, SessionRuleSql.VOLUME_JUMP),
  /** A session that should be there by now has bars; ERROR otherwise. */
  FRESHNESS(Judge.BY_GRAVITY, SessionRuleSql.DUE, SessionRuleSql.FRESHNESS),
  /** There are no bars on a day the exchange is closed; ERROR otherwise. */
  CALENDAR(Judge.BY_GRAVITY, SessionRuleSql.DAYS, SessionRuleSql.CALENDAR),
  /** No return waits to be computed again; WARNING otherwise. */
  RETURNS_DUE(Judge.BY_GRAVITY, TickerRuleSql.BARS, SessionRuleSql.RETURNS_DUE),
  /** Who traded the session before and is still listed trades again, up to a share. */
  MISSING_AGAINST_YESTERDAY(Judge.BY_MISSING_SHARE, TickerRuleSql.YESTERDAY, TickerRuleSql.MISSING),
  /**
   * No split-adjusted return is out of all proportion to the ticker's own; WARNING, which may be a
   * split that is not listed or booked as a dividend; ERROR when it is many of the session's.
   */
  RETURN_OUTLIER(Judge.BY_OUTLIER_SHARE, TickerRuleSql.RETURNS, TickerRuleSql.OUTLIERS),
  /** A listed split shows in the price of its date, and rows of one split agree; WARNING if not. */
  SPLIT_MOVE(Judge.BY_GRAVITY, TickerRuleSql.SPLITS, TickerRuleSql.UNMOVED_SPLITS),
  /** A bar differs from that of the session before in some price or the volume, up to a share. */
  STALE_CLOSE(Judge.BY_STALE_SHARE, TickerRuleSql.TRADED_YESTERDAY, TickerRuleSql.REPEATED);

  private static final String QUERY =
      """
      SELECT d.trading_date, coalesce(c.n, 0) AS checked, coalesce(f.n, 0) AS violations,
        coalesce(f.grave, 0) AS grave, coalesce(f.sample, '') AS sample
      FROM quality_days d
      LEFT JOIN (
        SELECT trading_date, count(*) AS n FROM (:checked) c GROUP BY trading_date
      ) c USING (trading_date)
      LEFT JOIN (
        SELECT trading_date, count(*) AS n, count(*) FILTER (WHERE grave) AS grave,
          array_to_string((array_agg(what ORDER BY what COLLATE "C"))[1:5], '; ') AS sample
        FROM (:findings) f GROUP BY trading_date
      ) f USING (trading_date)
      ORDER BY d.trading_date
      """;

  private final Judge judge;
  private final String checked;
  private final String findings;

  /**
   * A rule.
   *
   * @param checked query of one row (trading_date) per thing looked at
   * @param findings query of one row (trading_date, grave, what) per violation
   */
  QualityRule(Judge judge, String checked, String findings) {
    this.judge = judge;
    this.checked = checked;
    this.findings = findings;
  }

  /** Returns its name in the table and on the command line, e.g. {@code row_count}. */
  public String ruleName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the rule of that name; empty when there is none. */
  public static Optional<QualityRule> named(String name) {
    return Arrays.stream(values()).filter(rule -> rule.ruleName().equals(name)).findFirst();
  }

  /**
   * Returns the query that evaluates it for all staged days, see {@link QualityStage}. Columns:
   * trading_date, checked, violations, grave, sample; one row per day, in order.
   */
  public String query() {
    return QUERY.replace(":checked", checked).replace(":findings", findings);
  }

  /** Returns what those figures mean; INFO without violations. */
  public Severity severity(long checkedRows, long violations, long grave) {
    return violations == 0 ? Severity.INFO : judge.severity(checkedRows, violations, grave);
  }
}
