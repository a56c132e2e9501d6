package io.financeflow.pipelines.io;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * All bars of one session in order of ticker: one buffer, filled again for each session. Not
 * thread-safe.
 */
public final class DayBars {
  private static final int FIELDS = 6;

  private LocalDate date = LocalDate.EPOCH;
  private int size;
  private String[] tickers = new String[0];
  private double[][] fields = new double[FIELDS][0];

  /** Begins another session. */
  public void begin(LocalDate session) {
    date = session;
    size = 0;
  }

  /** Appends a bar; a return of NaN is unknown. */
  public void add(
      String ticker,
      double open,
      double high,
      double low,
      double close,
      double volume,
      double dailyReturn) {
    if (size == tickers.length) {
      grow();
    }
    tickers[size] = ticker;
    fields[0][size] = open;
    fields[1][size] = high;
    fields[2][size] = low;
    fields[3][size] = close;
    fields[4][size] = volume;
    fields[5][size] = dailyReturn;
    size++;
  }

  /** Appends the current row of {@code FeatureRowTable.SELECT_BARS}. */
  void add(ResultSet row) throws SQLException {
    double dailyReturn = row.getDouble(8);
    if (row.wasNull()) {
      dailyReturn = Double.NaN;
    }
    add(
        row.getString(2),
        row.getDouble(3),
        row.getDouble(4),
        row.getDouble(5),
        row.getDouble(6),
        row.getDouble(7),
        dailyReturn);
  }

  private void grow() {
    int capacity = Math.max(1024, size * 2);
    tickers = Arrays.copyOf(tickers, capacity);
    for (int i = 0; i < FIELDS; i++) {
      fields[i] = Arrays.copyOf(fields[i], capacity);
    }
  }

  /** Returns the session. */
  public LocalDate date() {
    return date;
  }

  /** Returns the number of bars. */
  public int size() {
    return size;
  }

  /** Returns the ticker of a bar. */
  public String ticker(int bar) {
    return tickers[bar];
  }

  /** Returns the first price, USD, as traded. */
  public double open(int bar) {
    return fields[0][bar];
  }

  /** Returns the highest price, USD, as traded. */
  public double high(int bar) {
    return fields[1][bar];
  }

  /** Returns the lowest price, USD, as traded. */
  public double low(int bar) {
    return fields[2][bar];
  }

  /** Returns the last price, USD, as traded. */
  public double close(int bar) {
    return fields[3][bar];
  }

  /** Returns the shares traded. */
  public double volume(int bar) {
    return fields[4][bar];
  }

  /** Returns the simple return; NaN when it is unknown. */
  public double dailyReturn(int bar) {
    return fields[5][bar];
  }

  /** Returns the simple returns of all bars, as a copy. */
  public double[] dailyReturns() {
    return Arrays.copyOf(fields[5], size);
  }
}
