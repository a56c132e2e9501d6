package io.financeflow.pipelines.source.polygon;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/**
 * How to reach the vendor.
 *
 * @param baseUrl scheme, host and port, e.g. {@code https://api.massive.com}
 * @param apiKey sent as a header only; empty when none is set; never printed
 * @param requestsPerMinute at most this many requests in any 60 s; 0 for no limit
 * @param retries when a request is given up
 */
public record PolygonSettings(URI baseUrl, String apiKey, int requestsPerMinute, Retries retries)
    implements Serializable {

  /** Refuses a base URL that is not http(s) and a negative limit. */
  public PolygonSettings {
    String scheme = String.valueOf(baseUrl.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "the vendor's base URL must be http(s)://host[:port] but was " + baseUrl);
    }
    if (requestsPerMinute < 0) {
      throw new IllegalArgumentException(
          "requests per minute must be >= 0 but was " + requestsPerMinute);
    }
  }

  /** Names everything but the key. */
  @Override
  public String toString() {
    return "PolygonSettings[" + baseUrl + ", " + requestsPerMinute + "/min, " + retries + "]";
  }

  /**
   * When a request is given up.
   *
   * @param attempts tries in all, >= 1
   * @param firstDelay wait before the second try, doubled for each further one
   * @param longestDelay bound of that doubling
   * @param rateLimitDelay wait after a 429 that names no Retry-After
   */
  public record Retries(
      int attempts, Duration firstDelay, Duration longestDelay, Duration rateLimitDelay)
      implements Serializable {
    /** Seven tries over 30 to 61 seconds; a full window after a 429. */
    public static final Retries DEFAULT =
        new Retries(7, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(61));

    /** Refuses less than one attempt. */
    public Retries {
      if (attempts < 1) {
        throw new IllegalArgumentException("attempts must be >= 1 but was " + attempts);
      }
    }
  }
}
