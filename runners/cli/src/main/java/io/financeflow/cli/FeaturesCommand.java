package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.features.FeaturesPipeline;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code features}: computes the feature rows of dates whose returns are computed. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = {
      "Compute features: one row per ticker and session with 120 bars behind it.",
      "A row depends on these bars only. Its labels are filled once the next session has returns;"
          + " running it again changes nothing that is equal."
    })
final class FeaturesCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private RangeFlags dates = new RangeFlags();

  @Mixin private RunFlags run = new RunFlags();

  @Option(
      names = "--feature-set",
      paramLabel = "NAME",
      defaultValue = "daily",
      description = "Definition to compute (default: daily, the only one).")
  private String featureSet = "daily";

  FeaturesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    DateRange range = dates.range(environment.clock());
    String known = FeaturesPipeline.featureSet().key().name();
    if (!featureSet.equals(known)) {
      throw new Failure.Usage("unknown feature set '" + featureSet + "': there is " + known);
    }
    Configuration configuration = Configuration.read(environment);
    Jobs jobs = run.jobs(environment, configuration);
    try (Database database = new Databases(configuration).open()) {
      return jobs.features(database, range).print(environment.console(), run.json());
    }
  }
}
