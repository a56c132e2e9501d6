package io.financeflow.ml.lstm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.WindowFold;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.evaluation.WalkForward;
import io.financeflow.ml.evaluation.WalkForward.Gaps;
import io.financeflow.ml.evaluation.WalkForward.Scheme;
import io.financeflow.ml.tuning.Budget;
import io.financeflow.ml.tuning.Evaluation;
import io.financeflow.ml.tuning.Evaluator;
import io.financeflow.ml.tuning.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Scores hyper-parameters of networks over expanding walk-forward folds of a range of sessions,
 * whose later half is judged in blocks of equal length. Nothing after the range is looked at.
 *
 * <p>In each fold a network learns from the training part, keeps the weights that are best on the
 * part to stop by, and is judged on the block. Scaling is the fold's own; between the parts lie
 * look-back + horizon sessions. The loss of a block is {@link BlockLoss}: the same windows are
 * judged whatever the look-back, so losses compare.
 *
 * <p>The checkpoint holds the trainings of all folds: with it a trial goes on, to the same bits as
 * in one run. Thread-safe.
 */
public final class LstmEvaluator implements Evaluator {
  private final FeatureRows rows;
  private final Design design;
  private final LstmSettings base;
  private final List<Windows> judged;

  /**
   * What is judged.
   *
   * @param sessions the range: a dataset's training and validation segments
   * @param label name of the label
   * @param folds blocks, 1 to 50
   * @param longest the longest look-back that will be asked for
   */
  public record Design(Range sessions, String label, int folds, int longest) {
    /** Checks the number of folds. */
    public Design {
      if (folds < 1 || folds > 50) {
        throw new IllegalArgumentException("folds must be 1 to 50 but was " + folds);
      }
    }
  }

  /**
   * Cuts the folds of the longest look-back.
   *
   * @param base what values do not say: target, seeds, patience
   * @throws NoWindows when there is too little data for that many folds
   */
  public LstmEvaluator(FeatureRows rows, Design design, LstmSettings base) {
    this.rows = rows;
    this.design = design;
    this.base = base;
    this.judged = folds(design.longest()).stream().map(WindowFold::test).toList();
  }

  /**
   * Trains and judges; see the class.
   *
   * @throws CancellationException when the thread is interrupted
   */
  @Override
  public Evaluation evaluate(Values values, Budget budget, Optional<byte[]> checkpoint) {
    LstmSettings settings = LstmSpace.settings(values, base, budget.toEpoch());
    List<WindowFold> folds = folds(settings.network().lookBack());
    List<Optional<byte[]>> before = FoldCheckpoints.unpack(checkpoint, folds.size());
    List<byte[]> after = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    JsonArray bestEpochs = new JsonArray();
    for (int f = 0; f < folds.size(); f++) {
      LstmTraining.Result result = train(folds.get(f), settings, before.get(f));
      losses.add(BlockLoss.of(result.model(), folds.get(f).test(), judged.get(f)));
      after.add(result.checkpoint());
      result.model().bestEpochs().forEach(bestEpochs::add);
    }
    JsonObject details = new JsonObject();
    details.add("best_epochs", bestEpochs);
    double mean = losses.stream().mapToDouble(loss -> loss).sum() / losses.size();
    return new Evaluation(mean, losses, Optional.of(FoldCheckpoints.pack(after)), details);
  }

  private static LstmTraining.Result train(
      WindowFold fold, LstmSettings settings, Optional<byte[]> checkpoint) {
    LstmTraining.Result result =
        new LstmTraining(settings, fold.train(), fold.valid(), () -> 0)
            .fit(settings.training().epochs(), checkpoint, Watch.untilInterrupted(report -> {}));
    if (result.stopped()) {
      throw new CancellationException("stopped before its end");
    }
    return result;
  }

  private List<WindowFold> folds(int lookBack) {
    WindowFold.Cutting cutting = new WindowFold.Cutting(design.label(), lookBack);
    int length = design.sessions().size();
    int block = length / (2 * design.folds());
    int train = length - design.folds() * block - cutting.purge();
    if (block < 1 || train < 1) {
      throw new NoWindows(
          "%d sessions are too few for %d folds of windows of %d: take fewer folds or a shorter look-back"
              .formatted(length, design.folds(), lookBack));
    }
    WalkForward scheme =
        new WalkForward(
            Scheme.EXPANDING, design.folds(), block, train, new Gaps(cutting.purge(), 0));
    return WindowFold.over(rows, design.sessions(), scheme, cutting);
  }
}
