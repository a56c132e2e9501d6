package io.financeflow.sandbox;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

/** The markets and moments the tests use. */
final class Sandboxes {

  /** Thursday 2025-11-20, 18:00 in New York. */
  static final Clock THU_2025_11_20 = at("2025-11-20T23:00:00Z");

  /** Wednesday 2024-03-13, 18:00 in New York: the last day of the made-up file. */
  static final Clock WED_2024_03_13 = at("2024-03-13T22:00:00Z");

  private Sandboxes() {}

  static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }

  /** A simulation of the usual size. */
  static SandboxSettings simulated() {
    return SandboxSettings.of(
        MarketSource.simulated(42, MarketSource.DEFAULT_TICKERS), THU_2025_11_20);
  }

  /** Three made-up symbols over five sessions. */
  static SandboxSettings replay() {
    return SandboxSettings.of(MarketSource.replay(madeUpBars()), WED_2024_03_13);
  }

  static Path madeUpBars() {
    URL url = Objects.requireNonNull(Sandboxes.class.getResource("/made-up-bars.csv"));
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
