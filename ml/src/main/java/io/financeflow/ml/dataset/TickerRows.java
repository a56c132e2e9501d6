package io.financeflow.ml.dataset;

/**
 * The rows of one ticker in order of sessions. Not to be changed once made.
 *
 * @param ticker whose
 * @param sessions number of each row's session in the exchange's calendar, ascending
 * @param features values of all rows, one row after the other
 * @param labels likewise; NaN for one that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // a view on a buffer, never compared
public record TickerRows(String ticker, int[] sessions, float[] features, float[] labels) {

  /** Returns the number of rows. */
  public int size() {
    return sessions.length;
  }
}
