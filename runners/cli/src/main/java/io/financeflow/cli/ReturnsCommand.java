package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code returns}: computes daily returns of dates that are ingested. */
@Command(
    name = "returns",
    mixinStandardHelpOptions = true,
    description = {
      "Compute daily returns: close over the split-adjusted previous close, minus 1.",
      "A return that cannot be computed is NULL. Only values that differ are written."
    })
final class ReturnsCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private RangeFlags dates = new RangeFlags();

  @Mixin private RunFlags run = new RunFlags();

  @Mixin private GapFlag gap = new GapFlag();

  ReturnsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    DateRange range = dates.range(environment.clock());
    int longestGap = gap.sessions();
    Configuration configuration = Configuration.read(environment);
    Jobs jobs = run.jobs(environment, configuration);
    try (Database database = new Databases(configuration).open()) {
      return jobs.returns(database, range, longestGap).print(environment.console(), run.json());
    }
  }
}
