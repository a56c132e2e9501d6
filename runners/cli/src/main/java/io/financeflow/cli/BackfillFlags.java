package io.financeflow.cli;

import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.backfill.BackfillSettings;
import io.financeflow.pipelines.backfill.Reprocess;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of every backfill. */
final class BackfillFlags {
  private static final int MOST_PARALLEL = 64;

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
      defaultValue = "2",
      description = "Pieces of the range worked on at the same time, 1 to 64 (default: 2).")
  private int maxParallel;

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
    if (maxParallel < 1 || maxParallel > MOST_PARALLEL) {
      throw new Failure.Usage(
          "--max-parallel must be 1 to " + MOST_PARALLEL + " but was " + maxParallel);
    }
    return new BackfillSettings.Pace(backwards, maxParallel);
  }
}
