package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.io.RangeOptions;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.UUID;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** Flags of {@link IngestPipeline#main}. */
public interface IngestOptions extends RangeOptions {
  /** Returns the vendor's base URL. */
  @Description("Vendor's base URL")
  @Default.String("https://api.massive.com")
  String getPolygonBaseUrl();

  /** Sets the vendor's base URL. */
  void setPolygonBaseUrl(String url);

  /** Returns the path of the file that holds the vendor's key. */
  @Description("File whose first line is the vendor's API key; empty for none")
  @Default.String("")
  String getPolygonKeyFile();

  /** Sets the path of the file that holds the vendor's key. */
  void setPolygonKeyFile(String path);

  /** Returns the rate limit. */
  @Description("Requests per minute; 0 for no limit")
  @Default.Integer(5)
  int getRequestsPerMinute();

  /** Sets the rate limit. */
  void setRequestsPerMinute(int requests);

  /** Returns whether over-the-counter tickers are stored. */
  @Description("Store over-the-counter tickers too")
  @Default.Boolean(false)
  boolean getIncludeOtc();

  /** Sets whether over-the-counter tickers are stored. */
  void setIncludeOtc(boolean include);

  /** Returns the share of rejects above which a session is not stored. */
  @Description("Share of rejected rows, 0 to 1, above which a session is not stored")
  @Default.Double(0.05)
  double getMaxRejectShare();

  /** Sets the share of rejects above which a session is not stored. */
  void setMaxRejectShare(double share);

  /** Returns the typed form of these flags, under a new run id. */
  static IngestSettings settings(IngestOptions options, Clock clock) {
    PolygonSettings vendor =
        new PolygonSettings(
            URI.create(options.getPolygonBaseUrl()),
            DatabaseOptions.secret(options.getPolygonKeyFile()),
            options.getRequestsPerMinute(),
            PolygonSettings.Retries.DEFAULT);
    return new IngestSettings(
        DatabaseOptions.configuration(options),
        vendor,
        RangeOptions.range(options),
        new IngestSettings.Policy(
            EnumSet.allOf(ReferenceList.class),
            options.getIncludeOtc(),
            options.getMaxRejectShare()),
        new IngestSettings.Run(UUID.randomUUID(), clock));
  }
}
