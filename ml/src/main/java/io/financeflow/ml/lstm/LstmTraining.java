package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.forecaster.ModelBytes;
import io.financeflow.ml.lstm.EpochReport.Scores;
import io.financeflow.ml.lstm.LstmModel.Member;
import io.financeflow.ml.lstm.NetworkTraining.Material;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Trains networks on windows until the validation windows say stop, and keeps each network's best
 * weights.
 *
 * <p>The same settings, windows and seed make the same bits. A training may be cut in pieces at
 * epochs, with {@link Result#checkpoint} between them. An object may train on several threads at
 * once.
 */
public final class LstmTraining {
  private static final String FORMAT = "lstm-checkpoint";
  private static final int VERSION = 1;

  private final LstmSettings settings;
  private final Windows train;
  private final Windows valid;
  private final LongSupplier nanos;

  /**
   * What came out.
   *
   * @param model the networks with their best weights
   * @param validLoss mean over the networks of their lowest validation losses
   * @param stopped whether a stop was asked for before the end
   * @param checkpoint where to go on from
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes to store, never compared
  public record Result(LstmModel model, double validLoss, boolean stopped, byte[] checkpoint) {}

  /**
   * A training.
   *
   * @param train windows to learn from, at least two
   * @param valid later ones to stop by, at least one
   * @param nanos a clock that only goes forward, as {@link System#nanoTime}
   */
  public LstmTraining(LstmSettings settings, Windows train, Windows valid, LongSupplier nanos) {
    if (valid.size() == 0) {
      throw new NoWindows(
          "there is no validation window: take more sessions or a shorter look-back");
    }
    this.settings = settings;
    this.train = train;
    this.valid = valid;
    this.nanos = nanos;
  }

  /** Trains all networks to their ends. */
  public Result fit(Watch watch) {
    return fit(settings.training().epochs(), Optional.empty(), watch);
  }

  /**
   * Trains all networks to their ends.
   *
   * @param told of every epoch
   * @throws InterruptedException when the calling thread is interrupted
   */
  public Result fit(Consumer<EpochReport> told) throws InterruptedException {
    Result result = fit(Watch.untilInterrupted(told));
    if (result.stopped() && Thread.interrupted()) {
      throw new InterruptedException("stopped before its end");
    }
    return result;
  }

  /**
   * Trains all networks up to an epoch.
   *
   * @param toEpoch epochs that shall be over, 1 to those of the settings
   * @param checkpoint where to go on from; empty for the beginning
   * @throws TrainingDiverged when a loss is no number
   * @throws io.financeflow.ml.forecaster.UnreadableModel when the checkpoint is none
   */
  public Result fit(int toEpoch, Optional<byte[]> checkpoint, Watch watch) {
    Material material = new Material(train, valid, LabelScale.fit(settings.target(), train));
    List<TrainingState> states = checkpoint.map(this::load).orElseGet(() -> begin(material));
    long start = nanos.getAsLong();
    boolean stopped = false;
    int trained = 0;
    for (int i = 0; i < states.size() && !stopped; i++) {
      Left left = new Left(i + 1, states.get(i).epoch(), toEpoch, start);
      stopped =
          training(material, i)
              .advance(
                  states.get(i),
                  toEpoch,
                  watch::stopRequested,
                  (scores, epoch) -> watch.epoch(report(left, epoch, scores)));
      trained++;
    }
    List<TrainingState> done = stopped ? states.subList(0, trained) : states;
    return result(material, done, stopped, save(states));
  }

  private List<TrainingState> begin(Material material) {
    List<TrainingState> states = new ArrayList<>();
    for (int i = 0; i < settings.seeds(); i++) {
      states.add(training(material, i).begin());
    }
    return states;
  }

  private NetworkTraining training(Material material, int network) {
    return new NetworkTraining(settings, material, settings.seed() + network);
  }

  private Result result(
      Material material, List<TrainingState> states, boolean stopped, byte[] checkpoint) {
    List<Member> members = new ArrayList<>();
    double loss = 0;
    for (TrainingState state : states) {
      Member member = Member.of(state);
      members.add(member);
      loss += member.validLoss() / states.size();
    }
    LstmModel model =
        new LstmModel(settings, train.rows().features(), train.scaler(), material.scale(), members);
    return new Result(model, loss, stopped, checkpoint);
  }

  /** Where in the whole a network is. */
  private record Left(int network, int fromEpoch, int toEpoch, long start) {}

  private EpochReport report(Left at, int epoch, Scores scores) {
    int networks = settings.seeds();
    double each = at.toEpoch() - at.fromEpoch();
    double done = (at.network() - 1) * each + epoch - at.fromEpoch();
    double spent = nanos.getAsLong() - at.start();
    long left = Math.round(spent / done * (networks * each - done));
    return new EpochReport(
        at.network(), networks, epoch, at.toEpoch(), scores, Duration.ofNanos(Math.max(0, left)));
  }

  private static byte[] save(List<TrainingState> states) {
    return ModelBytes.write(
        FORMAT,
        VERSION,
        out -> {
          out.writeInt(states.size());
          for (TrainingState state : states) {
            Snapshot.write(out, state.save());
          }
        });
  }

  private List<TrainingState> load(byte[] checkpoint) {
    return ModelBytes.read(
        checkpoint,
        FORMAT,
        VERSION,
        in -> {
          int count = in.readInt();
          if (count != settings.seeds()) {
            throw new IllegalArgumentException(
                "it holds %d networks, not %d".formatted(count, settings.seeds()));
          }
          List<TrainingState> states = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            states.add(TrainingState.load(Snapshot.bytes(in)));
          }
          return states;
        });
  }
}
