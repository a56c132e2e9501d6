package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.ingest.ReferenceList;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  private static final Duration TICKERS_STAY_FRESH = Duration.ofHours(24);
  private static final String TICKERS_SYNCHRONISED =
      """
      SELECT max(started_at) FROM ingestion_logs WHERE dataset = 'tickers' AND status = 'DONE'
      """;

  private final Environment environment;

  @Mixin private RangeFlags dates = new RangeFlags();

  @Mixin private RunFlags run = new RunFlags();

  @Option(
      names = "--vendor-url",
      paramLabel = "URL",
      description = "Vendor's base URL (default: POLYGON_BASE_URL, else https://api.massive.com).")
  private @Nullable String vendorUrl;

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      description =
          "Vendor's rate limit, 0 for none (default: POLYGON_REQUESTS_PER_MINUTE, else 5).")
  private @Nullable Integer requestsPerMinute;

  @Option(
      names = "--references",
      defaultValue = "auto",
      description = {
        "Which lists to synchronise: ${COMPLETION-CANDIDATES} (default: auto = splits and dividends"
            + " of the range, and the tickers when the last time is over 24 hours ago)."
      })
  private References references = References.auto;

  @Option(names = "--include-otc", description = "Store over-the-counter tickers too.")
  private boolean includeOtc;

  @Option(
      names = "--max-rejects",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "Share of broken rows above which a session is not stored (default: 0.05).")
  private double maxRejects;

  /** Which lists to synchronise. */
  enum References {
    /** Splits and dividends always, tickers once a day. */
    auto,
    /** All three. */
    all,
    /** None. */
    none
  }

  IngestCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    DateRange range = dates.range(environment.clock());
    Configuration configuration = Configuration.read(environment);
    PolygonSettings vendor = configuration.vendor(vendorUrl, requestsPerMinute);
    if (!(maxRejects >= 0 && maxRejects <= 1)) {
      throw new Failure.Usage("--max-rejects must be 0 to 1 but was " + maxRejects);
    }
    requireKey(vendor);
    try (Database database = new Databases(configuration).open()) {
      IngestSettings.Policy policy =
          new IngestSettings.Policy(lists(database), includeOtc, maxRejects);
      return new Jobs(environment.console(), environment.clock(), run.runner())
          .ingest(database, vendor, range, policy)
          .print(environment.console(), run.json());
    }
  }

  /** The vendor itself always wants a key; not to ask is quicker than to be refused. */
  private static void requireKey(PolygonSettings vendor) {
    String host = vendor.baseUrl().getHost();
    boolean vendorItself = host.endsWith("massive.com") || host.endsWith("polygon.io");
    if (vendorItself && vendor.apiKey().isEmpty()) {
      throw new Failure.Incomplete(
          ExitCode.REFUSED,
          "no API key for "
              + host
              + ": set POLYGON_API_KEY (environment or financeflow.properties), or try"
              + " ./financeflow demo");
    }
  }

  private Set<ReferenceList> lists(Database database) {
    return switch (references) {
      case none -> Set.of();
      case all -> EnumSet.allOf(ReferenceList.class);
      case auto ->
          tickersAreFresh(database)
              ? EnumSet.of(ReferenceList.SPLITS, ReferenceList.DIVIDENDS)
              : EnumSet.allOf(ReferenceList.class);
    };
  }

  private boolean tickersAreFresh(Database database) {
    Optional<OffsetDateTime> last =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle.createQuery(TICKERS_SYNCHRONISED).mapTo(OffsetDateTime.class).findOne());
    return last.isPresent()
        && last.get().toInstant().isAfter(environment.clock().instant().minus(TICKERS_STAY_FRESH));
  }
}
