package io.financeflow.ml.prediction;

import io.financeflow.ml.store.Prediction;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a version says.
 *
 * @param predictions by as-of date, ticker and horizon; may be empty
 * @param leftOut why there is none of a ticker and session, by ticker: the latest reason
 * @param note why there are no intervals; empty when there are
 */
public record Answer(List<Prediction> predictions, SortedMap<String, String> leftOut, String note) {
  /** Copies the collections. */
  public Answer {
    predictions = List.copyOf(predictions);
    leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
  }
}
