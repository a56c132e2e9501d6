package io.financeflow.ml.dataset;

import java.util.List;

/**
 * Rows of features and labels of some tickers.
 *
 * @param features names of the columns of features
 * @param labels names of the columns of labels
 * @param tickers rows of each ticker, in order of tickers
 */
public record FeatureRows(List<String> features, List<String> labels, List<TickerRows> tickers) {

  /** Copies the lists and checks the widths. */
  public FeatureRows {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    tickers = List.copyOf(tickers);
    for (TickerRows rows : tickers) {
      if (rows.features().length != rows.size() * features.size()
          || rows.labels().length != rows.size() * labels.size()) {
        throw new IllegalArgumentException(
            "rows of %s must have %d features and %d labels each"
                .formatted(rows.ticker(), features.size(), labels.size()));
      }
    }
  }

  /**
   * Returns the column of a label.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public int label(String name) {
    int column = labels.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException(
          "the dataset has no label %s, only %s: make it of another feature set"
              .formatted(name, labels));
    }
    return column;
  }
}
