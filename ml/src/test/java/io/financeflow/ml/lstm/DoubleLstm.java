package io.financeflow.ml.lstm;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One LSTM layer and one number out of its last step, written down from the equations in double
 * precision: the oracle of gradients.
 */
final class DoubleLstm {
  private static final double STEP = 1e-5;

  private final int features;
  private final int units;

  DoubleLstm(int features, int units) {
    this.features = features;
    this.units = units;
  }

  /** The mean over sequences of squared errors, as DL4J scores. */
  double loss(double[] p, INDArray inputs, INDArray labels) {
    double sum = 0;
    for (int s = 0; s < inputs.size(0); s++) {
      double error = output(p, inputs, s) - labels.getDouble(s);
      sum += error * error;
    }
    return sum / inputs.size(0);
  }

  /** The derivative of the loss by one parameter, as a central difference. */
  double slope(double[] p, int parameter, INDArray inputs, INDArray labels) {
    double[] more = p.clone();
    double[] less = p.clone();
    more[parameter] += STEP;
    less[parameter] -= STEP;
    return (loss(more, inputs, labels) - loss(less, inputs, labels)) / (2 * STEP);
  }

  private double output(double[] p, INDArray inputs, int sequence) {
    double[] h = new double[units];
    double[] c = new double[units];
    for (int t = 0; t < inputs.size(2); t++) {
      double[] next = new double[units];
      for (int u = 0; u < units; u++) {
        double candidate = Math.tanh(sum(p, u, inputs, sequence, t, h));
        double forget = sigmoid(sum(p, units + u, inputs, sequence, t, h));
        double out = sigmoid(sum(p, 2 * units + u, inputs, sequence, t, h));
        double in = sigmoid(sum(p, 3 * units + u, inputs, sequence, t, h));
        c[u] = forget * c[u] + in * candidate;
        next[u] = out * Math.tanh(c[u]);
      }
      h = next;
    }
    int dense = 4 * units * (features + units + 1);
    double y = p[dense + units];
    for (int u = 0; u < units; u++) {
      y += p[dense + u] * h[u];
    }
    return y;
  }

  private double sum(double[] p, int j, INDArray inputs, int sequence, int t, double[] h) {
    double z = p[4 * units * (features + units) + j];
    for (int k = 0; k < features; k++) {
      z += p[j * features + k] * inputs.getDouble(sequence, k, t);
    }
    for (int k = 0; k < units; k++) {
      z += p[4 * units * features + j * units + k] * h[k];
    }
    return z;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
