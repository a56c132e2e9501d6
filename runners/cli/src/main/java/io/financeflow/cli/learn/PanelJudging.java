package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.StoredDataset;
import io.financeflow.ml.evaluation.LongShort;
import io.financeflow.ml.evaluation.Panel;
import io.financeflow.ml.evaluation.PanelBacktest;
import io.financeflow.ml.evaluation.PanelBaseline;
import io.financeflow.ml.evaluation.PanelComparison;
import io.financeflow.ml.evaluation.PanelModel;
import io.financeflow.ml.evaluation.PanelReport;
import io.financeflow.ml.evaluation.WalkForward;
import io.financeflow.ml.lstm.LstmPanelModel;
import io.financeflow.ml.lstm.LstmSettings;
import io.financeflow.ml.lstm.Watch;
import io.financeflow.ml.store.StoredVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks beside plain models of the same features.
 *
 * @param version whose recipe is judged
 * @param settings of its networks
 * @param dataset its rows
 */
record PanelJudging(StoredVersion version, LstmSettings settings, StoredDataset dataset) {
  private static final String LABEL = "next_return";

  /** Trains and judges; says how far it is. */
  PanelReport run(FoldFlags flags, LongShort portfolio, Environment environment) {
    LstmPanelModel networks =
        new LstmPanelModel(settings, dataset, LABEL, System::nanoTime, Watch.NOBODY);
    Panel panel = networks.panel();
    if (panel.rows() == 0) {
      throw new NoWindows(
          "dataset %s has no window of %d sessions without a hole"
              .formatted(dataset.dataset().name(), settings.network().lookBack()));
    }
    WalkForward folds = flags.folds(panel.days().size(), networks.purge(), 1);
    int fits = flags.refit().fits(folds.folds());
    environment
        .console()
        .err()
        .printf(
            "%s on %s: %d windows, %d folds of %d sessions: %d trainings of %d networks%n",
            version.ref().text(),
            dataset.dataset().name(),
            panel.rows(),
            folds.folds(),
            folds.test(),
            fits,
            settings.seeds());
    FitProgress progress =
        new FitProgress(environment.console(), environment.clock(), fits, "trainings");
    List<PanelModel> baselines = new ArrayList<>(PanelBaseline.all());
    baselines.add(PanelBaseline.zero());
    PanelReport report =
        new PanelComparison(
                new Counted(networks, progress),
                baselines,
                new PanelBacktest(folds, flags.refit()),
                portfolio,
                ArimaRecipe.trials(version.config()))
            .run(panel, done -> {});
    progress.end();
    return report;
  }

  /** Counts what is trained. */
  private record Counted(PanelModel model, FitProgress progress) implements PanelModel {
    @Override
    public String name() {
      return model.name();
    }

    @Override
    public boolean forecastsLabels() {
      return model.forecastsLabels();
    }

    @Override
    public Scorer fit(Panel training) {
      Scorer fitted = model.fit(training);
      progress.step();
      return fitted;
    }
  }
}
