package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.ml.store.VersionRetention;
import io.financeflow.ml.store.VersionRetention.Keep;
import io.financeflow.orchestrator.timetable.Durations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code models prune}: forgets old versions. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Delete old versions with their artifacts, predictions and scores.",
      "What stays: versions with an alias, the newest of each model, and what is younger."
    })
final class ModelsPruneCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of each model stay, 1 or more (default: ${DEFAULT-VALUE}).")
  private int keep = 10;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      defaultValue = "90d",
      description = "What is younger stays: 0s, 12h, 90d (default: ${DEFAULT-VALUE}).")
  private String olderThan = "90d";

  @Option(names = "--dry-run", description = "Only say what there is to delete.")
  private boolean dryRun;

  @Mixin private OutputFlag output = new OutputFlag();

  ModelsPruneCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Keep kept = new Keep(keep, younger());
    Listing listing =
        Listing.of(dryRun ? "to_delete" : "deleted", "kind", "saved", "bytes")
            .ifEmpty("nothing to delete");
    try (ModelDesk desk = ModelDesk.open(environment)) {
      VersionRetention retention = desk.retention();
      List<StoredVersion> versions = dryRun ? retention.preview(kept) : retention.prune(kept);
      for (StoredVersion each : versions) {
        listing.row(each.ref().text(), each.kind(), each.createdAt(), each.size());
      }
    }
    output.print(environment.console().out(), listing);
    return ExitCode.DONE.code();
  }

  private Duration younger() {
    try {
      return Durations.parse(olderThan);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("--older-than: " + wrong.getMessage());
    }
  }
}
