package io.financeflow.ml.lstm;

import java.util.Arrays;

/**
 * One pass of some sequences through a layer, kept for the way back: per time step the rows of what
 * entered, the gates, the cells and the outputs, one number per sequence in each row.
 *
 * <p>Used again and again; not thread-safe.
 */
final class Tape {
  private final LstmShape shape;
  private final float[][][] entered;
  private final float[][][] gates;
  private final float[][][] cells;
  private final float[][][] bounded;
  private final float[][][] outputs;
  private final float[][] ofOutput;
  private final float[][] ofCell;
  private final float[][] ofInput;
  private final float[] zero;
  private int count;
  private int width;

  /**
   * Makes room.
   *
   * @param steps time steps
   * @param capacity sequences at most, a multiple of {@link RowProducts#GROUP}
   */
  Tape(LstmShape shape, int steps, int capacity) {
    this.shape = shape;
    this.gates = new float[steps][shape.sums()][capacity];
    this.cells = new float[steps][shape.units()][capacity];
    this.bounded = new float[steps][shape.units()][capacity];
    this.outputs = new float[steps][shape.units()][capacity];
    this.ofOutput = new float[shape.units()][capacity];
    this.ofCell = new float[shape.units()][capacity];
    this.ofInput = new float[shape.inputs()][capacity];
    this.zero = new float[capacity];
    this.entered = new float[steps][RowProducts.padded(shape.entries())][];
    float[] one = new float[capacity];
    Arrays.fill(one, 1);
    for (int t = 0; t < steps; t++) {
      Arrays.fill(entered[t], zero);
      for (int k = 0; k < shape.inputs(); k++) {
        entered[t][k] = new float[capacity];
      }
      entered[t][shape.inputs()] = one;
      if (t > 0) {
        System.arraycopy(outputs[t - 1], 0, entered[t], shape.inputs() + 1, shape.units());
      }
    }
  }

  /** Returns how many sequences there is room for. */
  int capacity() {
    return zero.length;
  }

  /** Takes the sequences from {@code from} on through the layer. */
  void forward(LstmWeights weights, Sequences inputs, int from, int sequences) {
    count = sequences;
    width = RowProducts.padded(sequences);
    for (int t = 0; t < gates.length; t++) {
      for (int k = 0; k < shape.inputs(); k++) {
        inputs.copyTo(t, k, from, entered[t][k], count);
        Arrays.fill(entered[t][k], count, width, 0);
      }
      RowProducts.multiply(gates[t], weights.forward, entered[t], width);
      step(t);
    }
  }

  private void step(int t) {
    int units = shape.units();
    for (int u = 0; u < units; u++) {
      float[] candidate = gates[t][u];
      float[] forget = gates[t][units + u];
      float[] out = gates[t][2 * units + u];
      float[] in = gates[t][3 * units + u];
      Gates.tanh(candidate, candidate, width);
      Gates.sigmoid(forget, width);
      Gates.sigmoid(out, width);
      Gates.sigmoid(in, width);
      Gates.cell(cells[t][u], forget, before(t, u), in, candidate, width);
      Gates.tanh(cells[t][u], bounded[t][u], width);
      Gates.times(outputs[t][u], out, bounded[t][u], width);
    }
  }

  private float[] before(int t, int unit) {
    return t == 0 ? zero : cells[t - 1][unit];
  }

  /** Writes the outputs of a time step into the sequences from {@code from} on. */
  void outputs(int t, Sequences into, int step, int from) {
    for (int u = 0; u < shape.units(); u++) {
      into.copyFrom(step, u, from, outputs[t][u], count);
    }
  }

  /**
   * Takes gradients back through the layer; the gates are gone then.
   *
   * @param ofOutputs of the last step alone, or of all
   * @param ofInputs where those of the features go
   */
  void backward(
      LstmWeights weights,
      Sequences ofOutputs,
      int from,
      LstmGradients gradients,
      Sequences ofInputs) {
    for (int u = 0; u < shape.units(); u++) {
      Arrays.fill(ofCell[u], 0, width, 0);
      Arrays.fill(ofOutput[u], 0, width, 0);
    }
    for (int t = gates.length - 1; t >= 0; t--) {
      int step = t - (gates.length - ofOutputs.steps());
      for (int u = 0; u < shape.units(); u++) {
        if (step >= 0) {
          ofOutputs.addTo(step, u, from, ofOutput[u], count);
        }
        back(t, u);
      }
      gradients.add(gates[t], entered[t], width);
      RowProducts.multiply(ofInput, weights.toInputs, gates[t], width);
      for (int k = 0; k < shape.inputs(); k++) {
        ofInputs.copyFrom(t, k, from, ofInput[k], count);
      }
      RowProducts.multiply(ofOutput, weights.toOutputs, gates[t], width);
    }
  }

  private void back(int t, int u) {
    int units = shape.units();
    Gates.throughOutput(ofCell[u], gates[t][2 * units + u], ofOutput[u], bounded[t][u], width);
    Gates.throughInput(gates[t][u], gates[t][3 * units + u], ofCell[u], width);
    Gates.throughForget(gates[t][units + u], ofCell[u], before(t, u), width);
  }
}
