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

/** {@code ingest}: makes dates complete, bars and reference lists. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Fetch a session's bars (or a range's) with the range's splits and dividends, and the list of tickers.",
      "Running it again changes nothing that is equal. Needs POLYGON_API_KEY (environment or"
          + " financeflow.properties) unless --vendor-url names a sandbox without a key."
    })
final class IngestCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private RangeFlags dates = new RangeFlags();

  @Mixin private RunFlags run = new RunFlags();

  @Mixin private VendorFlags vendor = new VendorFlags();

  IngestCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    DateRange range = dates.range(environment.clock());
    Configuration configuration = Configuration.read(environment);
    PolygonSettings settings = vendor.settings(configuration);
    vendor.check();
    VendorFlags.requireKey(settings);
    Jobs jobs = run.jobs(environment, configuration);
    try (Database database = new Databases(configuration).open()) {
      return jobs.ingest(database, settings, range, vendor.policy(database, environment.clock()))
          .print(environment.console(), run.json());
    }
  }
}
