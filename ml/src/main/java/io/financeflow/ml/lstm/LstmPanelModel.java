package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.Scaler;
import io.financeflow.ml.dataset.StoredDataset;
import io.financeflow.ml.dataset.WindowFold.Cutting;
import io.financeflow.ml.dataset.WindowFold.Learning;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.evaluation.Panel;
import io.financeflow.ml.evaluation.PanelModel;
import io.financeflow.schema.calendar.TradingCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Networks as a model of a panel: trained anew on the training part of a fold, its last fifth to
 * stop by, with a scaler of their own. Scores are forecast returns, or probabilities of a rise less
 * a half.
 */
public final class LstmPanelModel implements PanelModel {
  private final LstmSettings settings;
  private final FeatureRows rows;
  private final TradingCalendar calendar;
  private final Cutting cutting;
  private final LongSupplier nanos;
  private final Watch watch;

  /**
   * Networks of these settings.
   *
   * @param dataset whose rows windows are cut out of
   * @param label name of its label that is the return of the next session
   * @param nanos a clock that only goes forward
   * @param watch told of every epoch
   */
  public LstmPanelModel(
      LstmSettings settings, StoredDataset dataset, String label, LongSupplier nanos, Watch watch) {
    this.settings = settings;
    this.rows = dataset.rows();
    this.calendar = dataset.calendar();
    this.cutting = new Cutting(label, settings.network().lookBack());
    this.nanos = nanos;
    this.watch = watch;
  }

  @Override
  public String name() {
    return "lstm";
  }

  @Override
  public boolean forecastsLabels() {
    return settings.target() == LstmSettings.Target.NEXT_RETURN;
  }

  /** Returns the sessions that a purge must have at least. */
  public int purge() {
    return cutting.purge();
  }

  /**
   * Returns the rows that end a window without a hole, so that all models are judged on the same
   * ones; features are not scaled.
   */
  public Panel panel() {
    Scaler none = unscaled(rows.features().size());
    Windows windows = windows(none, new Range(0, calendar.sessionIndex(lastSession())));
    List<Panel.Key> keys = new ArrayList<>();
    double[][] features = new double[windows.size()][];
    double[] labels = new double[windows.size()];
    LocalDate first = calendar.nextOrSame(calendar.firstDate());
    int origin = calendar.sessionIndex(first);
    for (int i = 0; i < windows.size(); i++) {
      LocalDate day = calendar.shift(first, windows.session(i) - origin);
      keys.add(new Panel.Key(day, windows.ticker(i)));
      features[i] = windows.lastRow(i);
      labels[i] = windows.label(i);
    }
    return Panel.of(keys, features, labels);
  }

  @Override
  public Scorer fit(Panel training) {
    Range part = new Range(session(training, 0), session(training, training.rows() - 1));
    Learning learning = Learning.of(rows, part, cutting);
    LstmModel model =
        new LstmTraining(settings, learning.train(), learning.valid(), nanos).fit(watch).model();
    return (known, from) -> score(model, known, from);
  }

  private double[] score(LstmModel model, Panel known, int from) {
    if (from == known.rows()) {
      return new double[0];
    }
    Range test = new Range(session(known, from), session(known, known.rows() - 1));
    double[] scores = model.forecast(windows(model.scaler(), test)).values();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = model.direction(scores[i]);
    }
    return scores;
  }

  private Windows windows(Scaler scaler, Range ends) {
    return Windows.unlabelled(
        rows, scaler, new Windows.Cut(rows.label(cutting.label()), cutting.lookBack(), 0, ends));
  }

  private int session(Panel panel, int row) {
    return calendar.sessionIndex(panel.day(row));
  }

  private LocalDate lastSession() {
    return calendar.previousOrSame(calendar.lastDate());
  }

  private static Scaler unscaled(int features) {
    List<Double> zeros = new ArrayList<>();
    List<Double> ones = new ArrayList<>();
    for (int k = 0; k < features; k++) {
      zeros.add(0.0);
      ones.add(1.0);
    }
    return new Scaler(zeros, ones);
  }
}
