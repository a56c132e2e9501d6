package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.lstm.LstmSettings.Target;

/**
 * How labels become what a network learns: returns in deviations from their mean over the training
 * windows; directions as 1 for above 0, else 0.
 *
 * @param target what is forecast
 * @param mean mean of the training labels; 0 for directions
 * @param deviation their standard deviation, above 0; 1 for directions
 */
record LabelScale(Target target, double mean, double deviation) {

  /** Measures the labels of the training windows. */
  static LabelScale fit(Target target, Windows train) {
    if (train.size() < 2) {
      throw new NoWindows(
          "there are %d training windows: take more sessions or a shorter look-back"
              .formatted(train.size()));
    }
    if (target == Target.DIRECTION) {
      return new LabelScale(target, 0, 1);
    }
    double mean = 0;
    for (int i = 0; i < train.size(); i++) {
      mean += train.label(i) / (double) train.size();
    }
    double square = 0;
    for (int i = 0; i < train.size(); i++) {
      square += (train.label(i) - mean) * (train.label(i) - mean);
    }
    double deviation = Math.sqrt(square / (train.size() - 1));
    return new LabelScale(target, mean, deviation > 0 ? deviation : 1);
  }

  /** Returns what the network is to put out for a label. */
  float wanted(float label) {
    if (target == Target.DIRECTION) {
      return label > 0 ? 1 : 0;
    }
    return (float) ((label - mean) / deviation);
  }

  /** Returns the forecast that an output means: a return, or how likely it is above 0. */
  double forecast(float output) {
    return target == Target.DIRECTION ? output : mean + deviation * output;
  }

  /** Returns a forecast's direction: above 0 is up. */
  double direction(double forecast) {
    return target == Target.DIRECTION ? forecast - 0.5 : forecast;
  }

  /** Returns the loss of one output. */
  double loss(float output, float label) {
    double wanted = wanted(label);
    if (target == Target.DIRECTION) {
      double p = Math.min(1 - 1e-7, Math.max(1e-7, output));
      return -(wanted * Math.log(p) + (1 - wanted) * Math.log(1 - p));
    }
    return (output - wanted) * (output - wanted);
  }
}
