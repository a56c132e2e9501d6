package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DayBars;
import java.util.List;

/** The labels of a session's rows, known at the close of the session after it. */
final class Labels {
  private Labels() {}

  /**
   * Fills the labels of the tickers that have a return in the next session; the others keep theirs.
   *
   * @param tickers of the rows, ascending
   * @param next bars of the next session, by ticker
   * @param labels {@value Feature#LABELS} values per row
   */
  static void fill(List<String> tickers, DayBars next, CrossSection market, float[] labels) {
    int bar = 0;
    for (int row = 0; row < tickers.size(); row++) {
      String ticker = tickers.get(row);
      while (bar < next.size() && next.ticker(bar).compareTo(ticker) < 0) {
        bar++;
      }
      if (bar < next.size() && next.ticker(bar).equals(ticker)) {
        fill(next.dailyReturn(bar), market, labels, row * Feature.LABELS);
      }
    }
  }

  /** A return equal to the median is not above it: Fischer and Krauss (2018), section 3.2. */
  private static void fill(double value, CrossSection market, float[] labels, int at) {
    if (Float.isFinite((float) value)) {
      labels[at] = (float) value + 0f;
      labels[at + 1] = (float) Math.signum(value) + 0f;
      labels[at + 2] = value > market.median() ? 1 : 0;
    }
  }
}
