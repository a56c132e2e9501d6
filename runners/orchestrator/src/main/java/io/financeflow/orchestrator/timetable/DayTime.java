package io.financeflow.orchestrator.timetable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time relative to the open or the close of a session: {@code close + 45m}.
 *
 * <p>Early closes and late openings count: the offset is elapsed time from the real bell.
 *
 * @param exchange whose sessions
 * @param bell which end of the session
 * @param offset added to it, may be negative; less than 24 hours either way
 */
public record DayTime(Exchange exchange, Bell bell, Duration offset) {

  /** The ends of a session. */
  public enum Bell {
    /** When trading begins. */
    OPEN,
    /** When trading ends. */
    CLOSE
  }

  private static final Pattern TEXT = Pattern.compile("(open|close)(?:\\s*([+-])\\s*(\\S+))?");

  /** Refuses an offset of a day or more. */
  public DayTime {
    if (offset.abs().compareTo(Duration.ofDays(1)) >= 0) {
      throw new IllegalArgumentException("offset must be within 24 hours but was " + offset);
    }
  }

  /**
   * Reads {@code open}, {@code close + 45m}, {@code open - 1h30m}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static DayTime parse(Exchange exchange, String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a time of the trading day is written like 'close + 45m' or 'open', not '" + text + "'");
    }
    Bell bell = matcher.group(1).equals("open") ? Bell.OPEN : Bell.CLOSE;
    if (matcher.group(2) == null) {
      return new DayTime(exchange, bell, Duration.ZERO);
    }
    Duration offset = Durations.parse(matcher.group(3));
    return new DayTime(exchange, bell, matcher.group(2).equals("-") ? offset.negated() : offset);
  }

  /** When it is on that session; a day without trading is refused. */
  public Instant of(LocalDate session) {
    Instant at =
        bell == Bell.OPEN ? exchange.calendar().open(session) : exchange.calendar().close(session);
    return at.plus(offset);
  }

  /** The text {@link #parse} reads. */
  public String text() {
    String name = bell == Bell.OPEN ? "open" : "close";
    if (offset.isZero()) {
      return name;
    }
    return name + (offset.isNegative() ? " - " : " + ") + Durations.text(offset.abs());
  }
}
