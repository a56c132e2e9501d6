package io.financeflow.orchestrator.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A line of a log.
 *
 * @param at when it was written, to the millisecond
 * @param text without its end
 */
public record LogLine(Instant at, String text) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int TIME_LENGTH = "2025-01-31T22:00:00.000Z".length();

  /** As files and tables have it: {@code 2025-01-31T22:00:00.000Z text}. */
  public String stamped() {
    return TIME.format(at) + " " + text;
  }

  /** Reads what {@link #stamped} wrote. */
  static LogLine parse(String stamped) {
    return new LogLine(
        Instant.parse(stamped.substring(0, TIME_LENGTH)), stamped.substring(TIME_LENGTH + 1));
  }
}
