package io.financeflow.cli.learn;

import io.financeflow.cli.output.Listing;
import io.financeflow.ml.tuning.SearchSpace;
import io.financeflow.ml.tuning.Trial;
import io.financeflow.ml.tuning.TrialCsv;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The trials of a search, as a file and as a list. */
final class TrialTable {
  private TrialTable() {}

  /** Writes them as CSV, over what was there. */
  static void write(SearchSpace space, List<Trial> trials, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      TrialCsv.write(space, trials, out);
    }
  }

  static Listing listing(List<Trial> trials) {
    Listing listing =
        Listing.of("trial", "state", "objective", "epochs", "seconds", "parent", "values", "error")
            .ifEmpty("no trials yet");
    for (Trial trial : trials) {
      listing.row(
          trial.number(),
          trial.state(),
          trial.course().score().map(Trial.Score::objective).orElse(null),
          trial.candidate().budget().toEpoch(),
          trial.took().toMillis() / 1000.0,
          VersionReport.number(trial.candidate().parent()),
          TuningProgress.text(trial.values()),
          trial.course().error());
    }
    return listing;
  }
}
