package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that asks the vendor: where it is and how often it may be asked. */
final class VendorAddressFlags {
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

  /** Returns how to reach the vendor. */
  PolygonSettings settings(Configuration configuration) {
    return configuration.vendor(vendorUrl, requestsPerMinute);
  }
}
