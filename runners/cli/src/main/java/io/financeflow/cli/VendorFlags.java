package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.ingest.ReferenceList;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of every command that asks the vendor for bars. */
final class VendorFlags {
  private static final Duration TICKERS_STAY_FRESH = Duration.ofHours(24);
  private static final String TICKERS_SYNCHRONISED =
      """
      SELECT max(started_at) FROM ingestion_logs WHERE dataset = 'tickers' AND status = 'DONE'
      """;

  @Mixin private VendorAddressFlags address = new VendorAddressFlags();

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

  /** Returns how to reach the vendor. */
  PolygonSettings settings(Configuration configuration) {
    return address.settings(configuration);
  }

  /** Refuses flags that are out of bounds. */
  void check() {
    if (!(maxRejects >= 0 && maxRejects <= 1)) {
      throw new Failure.Usage("--max-rejects must be 0 to 1 but was " + maxRejects);
    }
  }

  /** Returns what to ask for and to accept, given what is stored already. */
  IngestSettings.Policy policy(Database database, Clock clock) {
    return new IngestSettings.Policy(lists(database, clock), includeOtc, maxRejects);
  }

  /** True when the vendor can be asked: it is not the vendor itself, or there is a key for it. */
  static boolean canAsk(PolygonSettings settings) {
    String host = settings.baseUrl().getHost();
    boolean vendorItself = host.endsWith("massive.com") || host.endsWith("polygon.io");
    return !vendorItself || !settings.apiKey().isEmpty();
  }

  /** The vendor itself always wants a key; not to ask is quicker than to be refused. */
  static void requireKey(PolygonSettings settings) {
    if (!canAsk(settings)) {
      throw new Failure.Incomplete(
          ExitCode.REFUSED,
          "no API key for "
              + settings.baseUrl().getHost()
              + ": set POLYGON_API_KEY (environment or financeflow.properties), or try"
              + " ./financeflow demo");
    }
  }

  private Set<ReferenceList> lists(Database database, Clock clock) {
    return switch (references) {
      case none -> Set.of();
      case all -> EnumSet.allOf(ReferenceList.class);
      case auto ->
          tickersAreFresh(database, clock)
              ? EnumSet.of(ReferenceList.SPLITS, ReferenceList.DIVIDENDS)
              : EnumSet.allOf(ReferenceList.class);
    };
  }

  private static boolean tickersAreFresh(Database database, Clock clock) {
    Optional<OffsetDateTime> last =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle.createQuery(TICKERS_SYNCHRONISED).mapTo(OffsetDateTime.class).findOne());
    return last.isPresent()
        && last.get().toInstant().isAfter(clock.instant().minus(TICKERS_STAY_FRESH));
  }
}
