import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.financeflow.ml.lstm.LstmBench;
import io.financeflow.ml.lstm.LstmBench.Figure;
import io.financeflow.ml.lstm.LstmBench.Size;
import java.util.Locale;

/**
 * DL4J's LSTM layer, ours, and PyTorch through DJL in one run, the three in turn; see ../README.md
 * for the command. Argument: batches that are timed, 20 unless said.
 */
final class LstmPeer {
  private LstmPeer() {}

  public static void main(String[] args) {
    int batches = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    System.out.println(
        "batch x steps x features/units, simulated; OMP_NUM_THREADS="
            + System.getenv("OMP_NUM_THREADS"));
    LstmBench bench = new LstmBench(System::nanoTime);
    for (Size size : LstmBench.SIZES) {
      print(bench.dl4j(size, batches));
      print(bench.ours(size, batches));
      print(pytorch(size, batches));
    }
  }

  private static void print(Figure figure) {
    System.out.printf(
        Locale.ROOT,
        "%-14s %-8s %,9.0f sequences/s (best batch %,.0f)%n",
        figure.size(),
        figure.layer(),
        figure.perSecond(),
        figure.best());
  }

  /** One LSTM layer, its last time step, one number out; squared error, Adam. */
  private static Figure pytorch(Size size, int batches) {
    SequentialBlock block =
        new SequentialBlock()
            .add(
                LSTM.builder()
                    .setStateSize(size.units())
                    .setNumLayers(1)
                    .optBatchFirst(true)
                    .optReturnState(false)
                    .build())
            .add(new LambdaBlock(list -> new NDList(list.head().get(":, -1, :")), "last"))
            .add(Linear.builder().setUnits(1).build());
    try (Model model = Model.newInstance("lstm", "PyTorch");
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      model.setBlock(block);
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optOptimizer(
                  Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build());
      try (Trainer trainer = model.newTrainer(config)) {
        Shape shape = new Shape(size.batch(), size.steps(), size.features());
        trainer.initialize(shape);
        NDArray inputs = manager.randomNormal(0, 1, shape, DataType.FLOAT32);
        NDArray labels =
            manager.randomNormal(0, 1, new Shape(size.batch(), 1), DataType.FLOAT32);
        return LstmBench.time(
            size, "pytorch", batches, System::nanoTime, () -> step(trainer, inputs, labels));
      }
    }
  }

  private static void step(Trainer trainer, NDArray inputs, NDArray labels) {
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NDList out = trainer.forward(new NDList(inputs));
      NDArray loss = trainer.getLoss().evaluate(new NDList(labels), out);
      collector.backward(loss);
      loss.getFloat();
      out.close();
      loss.close();
    }
    trainer.step();
  }
}
