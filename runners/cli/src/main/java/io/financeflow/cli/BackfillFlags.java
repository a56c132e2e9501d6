package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.backfill.BackfillSettings;
import io.financeflow.pipelines.backfill.Reprocess;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of every backfill. */
final class BackfillFlags {
  private static final int MOST_PARALLEL = 64;
  private static final int USUAL_PARALLEL = 2;

  @Mixin private RangeFlags dates = new RangeFlags();

  @Mixin private RunFlags run = new RunFlags();

  @Option(
      names = "--reprocess",
      defaultValue = "none",
      description = {
        "Which sessions with an attempt on record run again: ${COMPLETION-CANDIDATES} (default: none"
            + " = only sessions never attempted; failed = also those whose last attempt did not end"
            + " well; all = every session)."
      })
  private Reprocess reprocess = Reprocess.none;

  @Option(names = "--backwards", description = "Begin with the newest sessions.")
  private boolean backwards;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description =
          "Pieces of the range worked on at the same time, 1 to 64 (default: --parallelism, else 2).")
  private @Nullable Integer maxParallel;

  @Option(
      names = "--dry-run",
      description =
          "Print what would run, with requests and the estimated end, and change nothing.")
  private boolean dryRun;

  DateRange range(Clock clock) {
    return dates.range(clock);
  }

  RunFlags run() {
    return run;
  }

  Reprocess reprocess() {
    return reprocess;
  }

  boolean dryRun() {
    return dryRun;
  }

  BackfillSettings.Pace pace() {
    int workers =
        maxParallel != null
            ? maxParallel
            : Math.min(MOST_PARALLEL, run.parallelism().orElse(USUAL_PARALLEL));
    if (workers < 1 || workers > MOST_PARALLEL) {
      throw new Failure.Usage(
          "--max-parallel must be 1 to " + MOST_PARALLEL + " but was " + workers);
    }
    return new BackfillSettings.Pace(backwards, workers);
  }

  /** Returns the jobs: as many steps at once as there are to be pieces at once. */
  Jobs jobs(Environment environment, Configuration configuration) {
    return run.jobs(environment, configuration, maxParallel == null ? 0 : maxParallel);
  }
}
