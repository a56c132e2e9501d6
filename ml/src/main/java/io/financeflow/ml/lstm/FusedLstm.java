package io.financeflow.ml.lstm;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a Deeplearning4j layer that is DL4J's LSTM on arrays of our own: the same
 * parameters in the same order, so that parameter vectors go both ways, and many times as quick on
 * a processor.
 *
 * <p>It puts out the last time step, a [sequences, units] array, or all of them. It knows tangent
 * and sigmoid gates, single precision and the format NCW; masks, truncated back-propagation and
 * stepping are refused. Public because DL4J makes it from JSON by its name.
 */
public final class FusedLstm extends LSTM {
  private static final long serialVersionUID = 1L;

  private boolean allSteps;

  /** For DL4J, which sets the rest. */
  public FusedLstm() {
    this.allSteps = false;
  }

  /** Returns a layer that puts out its last time step. */
  static FusedLstm lastStep(LSTM like) {
    return new FusedLstm().as(like, false);
  }

  /** Returns a layer that puts out every time step, for another one upon it. */
  static FusedLstm allSteps(LSTM like) {
    return new FusedLstm().as(like, true);
  }

  private FusedLstm as(LSTM like, boolean steps) {
    allSteps = steps;
    setLayerName(like.getLayerName());
    setNIn(like.getNIn());
    setNOut(like.getNOut());
    setActivationFn(new ActivationTanH());
    setGateActivationFn(like.getGateActivationFn());
    setForgetGateBiasInit(like.getForgetGateBiasInit());
    setWeightInitFn(like.getWeightInitFn());
    setWeightInitFnRecurrent(like.getWeightInitFnRecurrent());
    setBiasInit(like.getBiasInit());
    setIDropout(like.getIDropout());
    setIUpdater(like.getIUpdater());
    setRnnDataFormat(RNNFormat.NCW);
    return this;
  }

  /** Returns whether every time step is put out, not only the last. */
  public boolean isAllSteps() {
    return allSteps;
  }

  /** For DL4J's JSON. */
  public void setAllSteps(boolean allSteps) {
    this.allSteps = allSteps;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      @Nullable Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    requireKnown(type);
    FusedLstmLayer layer = new FusedLstmLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialise));
    layer.setConf(conf);
    return layer;
  }

  private void requireKnown(DataType type) {
    if (type != DataType.FLOAT) {
      throw new IllegalArgumentException("FusedLstm is of type FLOAT but was asked for " + type);
    }
    if (!(getGateActivationFn() instanceof ActivationSigmoid)
        || !(getActivationFn() instanceof ActivationTanH)) {
      throw new IllegalArgumentException(
          "FusedLstm has gates of sigmoid and tangent but was asked for %s and %s"
              .formatted(getGateActivationFn(), getActivationFn()));
    }
    if (getRnnDataFormat() != RNNFormat.NCW) {
      throw new IllegalArgumentException("FusedLstm is of format NCW, not " + getRnnDataFormat());
    }
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return allSteps ? super.getOutputType(index, input) : InputType.feedForward(getNOut());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FusedLstm that && allSteps == that.allSteps && super.equals(other);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), allSteps);
  }
}
