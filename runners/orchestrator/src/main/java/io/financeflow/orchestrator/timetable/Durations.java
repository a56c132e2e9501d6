package io.financeflow.orchestrator.timetable;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as users write them: {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 2d}.
 *
 * <p>Units from the longest to the shortest, each at most once, whole numbers: d (24 hours), h, m,
 * s, ms. Zero is {@code 0s}.
 */
public final class Durations {

  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  private Durations() {}

  /**
   * Reads a length.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException(
          "a length of time is written like 90s, 15m, 1h30m or 2d, not '" + text + "'");
    }
    return Duration.ofDays(part(matcher, 1))
        .plusHours(part(matcher, 2))
        .plusMinutes(part(matcher, 3))
        .plusSeconds(part(matcher, 4))
        .plusMillis(part(matcher, 5));
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The shortest text {@link #parse} reads as this length; it must not be negative. */
  public static String text(Duration length) {
    if (length.isNegative()) {
      throw new IllegalArgumentException("a length of time must be >= 0 but was " + length);
    }
    String text =
        unit(length.toDaysPart(), "d")
            + unit(length.toHoursPart(), "h")
            + unit(length.toMinutesPart(), "m")
            + unit(length.toSecondsPart(), "s")
            + unit(length.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text;
  }

  private static String unit(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }
}
