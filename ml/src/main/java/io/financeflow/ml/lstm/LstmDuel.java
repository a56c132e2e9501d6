package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.WindowFold;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.monitoring.Contender;
import io.financeflow.ml.monitoring.DailyErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A challenger, the champion and constants over the same windows, whose sessions none of them has
 * learnt from. Errors are those of returns, or of probabilities of a rise against 1 and 0: their
 * squares are Brier scores. Not thread-safe.
 *
 * <p>What stands for the challenger is its twin: networks of the same settings, trained and scaled
 * on what lies before these windows.
 */
public final class LstmDuel {
  private final LstmModel twin;
  private final Optional<LstmModel> champion;
  private final Windows train;
  private final Windows judged;

  private LstmDuel(LstmModel twin, Optional<LstmModel> champion, Windows train, Windows judged) {
    this.twin = twin;
    this.champion = champion;
    this.train = train;
    this.judged = judged;
  }

  /**
   * Trains the twin.
   *
   * @param settings those of the challenger
   * @param champion of the same target, features and look-back; has learnt from nothing of what is
   *     judged. Empty without a champion
   * @param fold what the twin learns from and stops by, and what is judged
   * @param progress of the twin's training
   * @throws InterruptedException when the calling thread is interrupted
   */
  public static LstmDuel fight(
      LstmSettings settings, Optional<LstmModel> champion, WindowFold fold, Progress progress)
      throws InterruptedException {
    LstmTraining.Result result =
        new LstmTraining(settings, fold.train(), fold.valid(), progress.nanos())
            .fit(progress.told());
    return new LstmDuel(result.model(), champion, fold.train(), fold.test());
  }

  /**
   * Who is told how far a training is.
   *
   * @param nanos a clock, for the time left
   * @param told of every epoch
   */
  public record Progress(LongSupplier nanos, Consumer<EpochReport> told) {
    /** Nobody. */
    public static final Progress NONE = new Progress(() -> 0, report -> {});
  }

  /** Returns the challenger's twin. */
  public LstmModel twin() {
    return twin;
  }

  /** Returns how good the twin is. */
  public Judgement judgement() {
    return Judgement.of(twin, train, judged);
  }

  /** Returns how many tickers were compared. */
  public int tickers() {
    return (int)
        IntStream.range(0, judged.size()).mapToObj(i -> judged.ticker(i)).distinct().count();
  }

  /** Returns on how many sessions. */
  public int sessions() {
    return (int) IntStream.range(0, judged.size()).map(i -> judged.session(i)).distinct().count();
  }

  /** Returns the challenger's errors. */
  public Contender challenger(String name) {
    return contender(name, twin);
  }

  /** Returns the champion's errors; empty without a champion. */
  public Optional<Contender> champion(String name) {
    return champion.map(model -> contender(name, model));
  }

  /**
   * Returns the errors of what needs no features: of returns none and the mean, of directions an
   * even chance and the share of rises, both as the twin's training windows have them.
   */
  public List<Contender> baselines() {
    double mean = Arrays.stream(came(train)).average().orElse(0);
    List<Contender> all = new ArrayList<>();
    if (twin.settings().target() == Target.DIRECTION) {
      all.add(contender("even-chance", constant(0.5)));
      all.add(contender("majority-class", constant(mean)));
    } else {
      all.add(contender("zero", constant(0)));
      all.add(contender("mean", constant(mean)));
    }
    return all;
  }

  private Contender contender(String name, LstmModel model) {
    return contender(name, model.forecast(judged.scaledBy(model.scaler())).values());
  }

  private Contender contender(String name, double[] forecasts) {
    double[] came = came(judged);
    DailyErrors errors = new DailyErrors();
    for (int i = 0; i < came.length; i++) {
      errors.add(judged.session(i), came[i] - forecasts[i]);
    }
    return errors.contender(name);
  }

  private double[] came(Windows windows) {
    return Judgement.came(twin.settings().target(), windows);
  }

  private double[] constant(double value) {
    double[] values = new double[judged.size()];
    Arrays.fill(values, value);
    return values;
  }
}
