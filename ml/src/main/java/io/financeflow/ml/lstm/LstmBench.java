package io.financeflow.ml.lstm;

import io.financeflow.ml.lstm.LstmSettings.Network;
import io.financeflow.ml.lstm.LstmSettings.Optimizer;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.lstm.LstmSettings.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** How many simulated sequences a second a network is trained with, DL4J's own layer and ours. */
public final class LstmBench {
  /** Sizes that are compared. */
  public static final List<Size> SIZES =
      List.of(new Size(64, 240, 1, 25), new Size(512, 60, 8, 32), new Size(64, 30, 8, 32));

  private final LongSupplier nanos;

  /**
   * What is trained.
   *
   * @param batch sequences per step
   * @param steps time steps
   * @param features numbers per time step
   * @param units cells
   */
  public record Size(int batch, int steps, int features, int units) {
    @Override
    public String toString() {
      return batch + "x" + steps + "x" + features + "/" + units;
    }
  }

  /**
   * How quick it was.
   *
   * @param size what was trained
   * @param layer whose layer
   * @param perSecond sequences a second, update included, by the median of the batches
   * @param best the same by the quickest batch
   */
  public record Figure(Size size, String layer, double perSecond, double best) {}

  /**
   * A bench.
   *
   * @param nanos a clock that only goes forward, as {@link System#nanoTime}
   */
  public LstmBench(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Measures DL4J's layer. */
  public Figure dl4j(Size size, int batches) {
    return measure(size, "dl4j", batches, settings -> Networks.plain(settings, size.features(), 1));
  }

  /** Measures ours. */
  public Figure ours(Size size, int batches) {
    return measure(size, "ours", batches, settings -> Networks.fused(settings, size.features(), 1));
  }

  private Figure measure(
      Size size, String layer, int batches, Function<LstmSettings, MultiLayerNetwork> networks) {
    MultiLayerNetwork network = networks.apply(settings(size));
    DataSet data =
        new DataSet(
            Nd4j.create(
                noise(size.batch() * size.features() * size.steps()),
                new long[] {size.batch(), size.features(), size.steps()},
                'f'),
            Nd4j.create(noise(size.batch()), new long[] {size.batch(), 1}, 'f'));
    return time(size, layer, batches, nanos, () -> network.fit(data));
  }

  /** Measures a step over and over; a third of the batches warm up and are not counted. */
  public static Figure time(
      Size size, String layer, int batches, LongSupplier nanos, Runnable step) {
    for (int i = 0; i < (batches + 2) / 3; i++) {
      step.run();
    }
    long[] spent = new long[batches];
    for (int i = 0; i < batches; i++) {
      long start = nanos.getAsLong();
      step.run();
      spent[i] = nanos.getAsLong() - start;
    }
    Arrays.sort(spent);
    return new Figure(
        size, layer, size.batch() * 1e9 / spent[batches / 2], size.batch() * 1e9 / spent[0]);
  }

  /** Returns simulated numbers, always the same. */
  static float[] noise(int count) {
    Random random = new Random(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static LstmSettings settings(Size size) {
    return new LstmSettings(
        Target.NEXT_RETURN,
        new Network(size.units(), 1, size.steps(), 0),
        new Training(Optimizer.ADAM, 1e-3, size.batch(), 1, 1),
        1,
        1);
  }
}
