package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.tuning.Evaluator;
import io.financeflow.ml.tuning.Limits;
import io.financeflow.ml.tuning.PostgresTrialLedger;
import io.financeflow.ml.tuning.Search;
import io.financeflow.ml.tuning.SearchEnd;
import io.financeflow.ml.tuning.SearchHead;
import io.financeflow.ml.tuning.SearchOutcome;
import io.financeflow.ml.tuning.SearchPlan;
import io.financeflow.ml.tuning.SearchTakenOver;
import io.financeflow.ml.tuning.Trial;
import io.financeflow.ml.tuning.TrialLedger;
import io.financeflow.schema.db.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A search that a command runs before it trains: begun, or gone on with, shown, and written as CSV
 * whatever its end.
 *
 * @param csv where its trials go
 */
record Tuning(SearchHead head, SearchPlan plan, Limits limits, int threads, Path csv) {

  /** Checks that the search ends, and that the file can be written. */
  Tuning {
    if (plan.extent().trials().isEmpty() && limits.equals(Limits.NONE)) {
      throw new Failure.Usage(
          "a %s search of this space has no end: give --trials N or --time 30m"
              .formatted(plan.kind()));
    }
    Path folder = csv.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(csv)) {
      throw new Failure.Usage("--csv: " + csv + " cannot be written: give a file in a folder");
    }
  }

  /**
   * What was found.
   *
   * @param best the trial with the lowest objective
   */
  record Found(SearchHead head, SearchOutcome outcome, Trial best) {

    /** What is stored with a version that comes of it, and told of it. */
    JsonObject json() {
      JsonObject json = new JsonObject();
      json.addProperty("name", head.name());
      json.addProperty("trials", outcome.trials().size());
      json.addProperty("best_trial", best.number());
      json.addProperty(
          "objective", best.course().score().map(Trial.Score::objective).orElse(Double.NaN));
      json.add("values", best.values().toJson());
      return json;
    }

    String text() {
      return "search %s: %s%nbest of %d trials: %s%n"
          .formatted(
              head.name(),
              outcome.end().reason(),
              outcome.trials().size(),
              TuningProgress.text(best));
    }
  }

  /**
   * Runs until its end, a limit, or the process's end; in any case what is done is kept and written
   * to the file.
   *
   * @return empty when the process was told to end, which has been said then
   * @throws Failure.Incomplete when nothing could be scored
   */
  Optional<Found> run(Environment environment, Database database, Evaluator evaluator) {
    TuningProgress progress = new TuningProgress(environment.console());
    return KeptOnStop.during(
        () -> {
          SearchOutcome outcome = search(environment, database, evaluator, progress);
          boolean stopped = Thread.interrupted();
          progress.end();
          write(outcome);
          if (stopped) {
            String kept = "search %s: %s, which are kept; the same command goes on";
            environment.console().err().println(kept.formatted(head.name(), reason(outcome)));
            return Optional.empty();
          }
          if (outcome.end().state() == SearchEnd.State.FAILED) {
            throw failed(outcome);
          }
          Trial best = outcome.best().orElseThrow(() -> failed(outcome));
          return Optional.of(new Found(head, outcome, best));
        });
  }

  private Failure.Incomplete failed(SearchOutcome outcome) {
    return new Failure.Incomplete(
        ExitCode.FAILED, "search %s: %s".formatted(head.name(), reason(outcome)));
  }

  private static String reason(SearchOutcome outcome) {
    return outcome.end().reason();
  }

  private SearchOutcome search(
      Environment environment, Database database, Evaluator evaluator, TuningProgress progress) {
    try {
      TrialLedger ledger = PostgresTrialLedger.open(database, head, plan, environment.clock());
      return new Search(plan, evaluator, ledger, limits, environment.clock())
          .run(threads, progress::trial);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    } catch (SearchTakenOver over) {
      throw new Failure.Incomplete(ExitCode.FAILED, String.valueOf(over.getMessage()));
    }
  }

  private void write(SearchOutcome outcome) {
    try {
      TrialTable.write(plan.space(), outcome.trials(), csv);
    } catch (IOException e) {
      throw new Failure.Usage("--csv: cannot write %s: %s".formatted(csv, e.getMessage()));
    }
  }
}
