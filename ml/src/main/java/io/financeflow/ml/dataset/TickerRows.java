package io.financeflow.ml.dataset;

import java.nio.ByteBuffer;

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

  /** Returns how many rows there are, then each session, feature and label: for fingerprints. */
  public byte[] bytes() {
    int numbers = 1 + sessions.length + features.length + labels.length;
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers).putInt(sessions.length);
    for (int session : sessions) {
      bytes.putInt(session);
    }
    for (float feature : features) {
      bytes.putFloat(feature);
    }
    for (float label : labels) {
      bytes.putFloat(label);
    }
    return bytes.array();
  }
}
