package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code references}: the reference lists without bars. */
@Command(
    name = "references",
    mixinStandardHelpOptions = true,
    description = {
      "Synchronise a range's splits and dividends, and the list of tickers, without asking for bars.",
      "Returns that a split changes are computed again. Running it again changes nothing that is"
          + " equal."
    })
final class ReferencesCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private RangeFlags dates = new RangeFlags();

  @Mixin private RunFlags run = new RunFlags();

  @Mixin private VendorAddressFlags vendor = new VendorAddressFlags();

  ReferencesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    DateRange range = dates.range(environment.clock());
    Configuration configuration = Configuration.read(environment);
    PolygonSettings settings = vendor.settings(configuration);
    VendorFlags.requireKey(settings);
    Jobs jobs = run.jobs(environment, configuration);
    try (Database database = new Databases(configuration).open()) {
      return jobs.references(database, settings, range).print(environment.console(), run.json());
    }
  }
}
