package io.financeflow.pipelines.source.polygon;

/**
 * What the vendor calls the fields of a daily bar.
 *
 * @param timesPerMilli units of its time stamp per millisecond
 */
record BarFields(
    String ticker,
    String open,
    String high,
    String low,
    String close,
    String volume,
    String trades,
    String time,
    long timesPerMilli) {
  /** Rows of the grouped daily endpoint. */
  static final BarFields GROUPED = new BarFields("T", "o", "h", "l", "c", "v", "n", "t", 1);

  /** Rows of the daily flat files. */
  static final BarFields FILE =
      new BarFields(
          "ticker",
          "open",
          "high",
          "low",
          "close",
          "volume",
          "transactions",
          "window_start",
          1_000_000);
}
