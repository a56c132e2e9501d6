package io.financeflow.ml.lstm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layer that {@link FusedLstm} configures. Sequences go through it {@value #TILE} at a time, so
 * that what a time step needs stays in the processor's cache; what they leave for the way back
 * takes {@code 28 x units x steps} bytes per sequence.
 */
final class FusedLstmLayer extends BaseLayer<FusedLstm> {
  static final int TILE = 128;
  private static final long serialVersionUID = 1L;

  private final transient List<Tape> tapes = new ArrayList<>();
  private final transient LstmShape shape;
  private final transient LstmWeights weights;
  private final transient LstmGradients sums;
  private int steps;

  FusedLstmLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    FusedLstm configured = (FusedLstm) conf.getLayer();
    this.shape = new LstmShape((int) configured.getNIn(), (int) configured.getNOut());
    this.weights = new LstmWeights(shape);
    this.sums = new LstmGradients(shape);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    Sequences inputs = Buffers.sequences(input, shape.inputs());
    read(training, workspaces);
    if (steps != inputs.steps()) {
      tapes.clear();
      steps = inputs.steps();
    }
    int kept = layerConf().isAllSteps() ? steps : 1;
    Sequences outputs = Buffers.empty(inputs.sequences(), shape.units(), kept);
    for (int from = 0; from < inputs.sequences(); from += TILE) {
      Tape tape = tape(training ? from / TILE : 0, Math.min(TILE, inputs.sequences()));
      tape.forward(weights, inputs, from, Math.min(TILE, inputs.sequences() - from));
      for (int t = 0; t < kept; t++) {
        tape.outputs(steps - kept + t, outputs, t, from);
      }
    }
    return put(outputs, kept == 1 && !layerConf().isAllSteps(), ArrayType.ACTIVATIONS, workspaces);
  }

  private void read(boolean training, LayerWorkspaceMgr workspaces) {
    weights.set(
        Buffers.floats(
            getParamWithNoise(LSTMParamInitializer.INPUT_WEIGHT_KEY, training, workspaces)),
        Buffers.floats(
            getParamWithNoise(LSTMParamInitializer.RECURRENT_WEIGHT_KEY, training, workspaces)),
        Buffers.floats(getParamWithNoise(LSTMParamInitializer.BIAS_KEY, training, workspaces)));
  }

  /** A tape of another size than needed is too small: batches shrink only at an epoch's end. */
  private Tape tape(int index, int needed) {
    int capacity = RowProducts.padded(needed);
    if (index == tapes.size()) {
      tapes.add(new Tape(shape, steps, capacity));
    } else if (tapes.get(index).capacity() < capacity) {
      tapes.set(index, new Tape(shape, steps, capacity));
    }
    return tapes.get(index);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    int sequences = (int) input.size(0);
    Sequences ofOutputs = Buffers.sequences(epsilon, shape.units());
    Sequences ofInputs = Buffers.empty(sequences, shape.inputs(), steps);
    sums.clear();
    for (int from = 0; from < sequences; from += TILE) {
      tapes.get(from / TILE).backward(weights, ofOutputs, from, sums, ofInputs);
    }
    weightNoiseParams.clear();
    INDArray next =
        backpropDropOutIfPresent(put(ofInputs, false, ArrayType.ACTIVATION_GRAD, workspaces));
    return Pair.of(gradients(), next);
  }

  private Gradient gradients() {
    Gradient gradients = new DefaultGradient();
    put(gradients, LSTMParamInitializer.INPUT_WEIGHT_KEY, sums.ofInputs(), shape.inputs());
    put(gradients, LSTMParamInitializer.RECURRENT_WEIGHT_KEY, sums.ofOutputs(), shape.units());
    put(gradients, LSTMParamInitializer.BIAS_KEY, sums.ofBias(), 1);
    return gradients;
  }

  private void put(Gradient gradients, String key, float[] values, int rows) {
    INDArray view = Objects.requireNonNull(gradientViews.get(key), key);
    Buffers.set(view, values, rows, shape.sums());
    gradients.setGradientFor(key, view);
  }

  private static INDArray put(
      Sequences values, boolean flat, ArrayType type, LayerWorkspaceMgr workspaces) {
    long[] size =
        flat
            ? new long[] {values.sequences(), values.rows()}
            : new long[] {values.sequences(), values.rows(), values.steps()};
    INDArray array = workspaces.createUninitialized(type, DataType.FLOAT, size, 'f');
    Buffers.set(array, values.values(), size);
    return array;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      @Nullable INDArray mask, @Nullable MaskState state, int sequences) {
    if (mask != null) {
      throw new UnsupportedOperationException("FusedLstm knows no masks: cut sequences to length");
    }
    return new Pair<>(null, state);
  }

  @Override
  public void setMaskArray(@Nullable INDArray mask) {
    if (mask != null) {
      throw new UnsupportedOperationException("FusedLstm knows no masks: cut sequences to length");
    }
  }

  @Override
  public Type type() {
    return Type.FEED_FORWARD;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
