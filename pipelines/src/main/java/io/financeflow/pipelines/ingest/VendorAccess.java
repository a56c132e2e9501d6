package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.io.RequestSlots;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.source.RequestLimit;
import io.financeflow.pipelines.source.polygon.Polygon;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The vendor under the request limit that all processes with its key share through the database.
 */
public final class VendorAccess {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int DIGEST_DIGITS = 12;

  private VendorAccess() {}

  /** Returns the vendor; its slots are reserved in the database of those transactions. */
  public static Polygon open(PolygonSettings settings, Transactions transactions) {
    int perMinute = settings.requestsPerMinute();
    RequestLimit limit =
        perMinute == 0
            ? RequestLimit.NONE
            : new RequestSlots(transactions, vendor(settings), perMinute, MINUTE);
    return Polygon.open(settings, limit);
  }

  /** The vendor counts by key, and the key itself must not be stored. */
  static String vendor(PolygonSettings settings) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(settings.apiKey().getBytes(StandardCharsets.UTF_8));
      String text = HexFormat.of().formatHex(digest).substring(0, DIGEST_DIGITS);
      return settings.baseUrl().getHost() + " " + text;
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
