package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.ml.store.VersionRetention;
import io.financeflow.orchestrator.log.LogFolder;
import io.financeflow.orchestrator.retention.Retention;
import io.financeflow.orchestrator.timetable.Durations;
import io.financeflow.schema.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code db prune}: forgets history of the orchestrator, and old versions of models. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Delete what the orchestrator keeps about runs that ended long ago, and their logs.",
      "Old versions of models go too, as by models prune --older-than with the same time.",
      "Market data is not touched; nor are the latest run of each DAG and what is still live."
    })
final class DbPruneCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = "--keep",
      paramLabel = "TIME",
      defaultValue = "90d",
      description = "What is younger stays, 1d or more (default: ${DEFAULT-VALUE}).")
  private String keep = "90d";

  @Option(names = "--dry-run", description = "Only say how much there is to delete.")
  private boolean dryRun;

  @Mixin private OutputFlag output = new OutputFlag();

  DbPruneCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Duration time = time();
    Configuration configuration = Configuration.read(environment);
    Instant now = environment.clock().instant();
    LogFolder logs = new LogFolder(configuration.home().resolve("logs"));
    Listing listing = Listing.of("what", dryRun ? "to_delete" : "deleted");
    try (Database database = new Databases(configuration).open()) {
      Retention retention = new Retention(database.jdbi(), logs);
      Map<String, Long> done = dryRun ? retention.preview(now, time) : retention.prune(now, time);
      done.forEach(listing::row);
      listing.row(
          "model_versions", versions(new VersionRetention(database, environment.clock()), time));
    }
    output.print(environment.console().out(), listing);
    return ExitCode.DONE.code();
  }

  private int versions(VersionRetention retention, Duration time) {
    VersionRetention.Keep keep =
        new VersionRetention.Keep(VersionRetention.Keep.DEFAULT.newest(), time);
    return (dryRun ? retention.preview(keep) : retention.prune(keep)).size();
  }

  private Duration time() {
    try {
      Duration time = Durations.parse(keep);
      if (time.compareTo(Duration.ofDays(1)) < 0) {
        throw new Failure.Usage("--keep must be 1d or more but was " + keep);
      }
      return time;
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("--keep: " + wrong.getMessage());
    }
  }
}
