package io.financeflow.schema.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * One line of a corrections file: a day on which the exchange departed from its rules.
 *
 * @param date the day, New York
 * @param kind what happened
 * @param time when, for {@link Kind#OPENS} and {@link Kind#CLOSES}; midnight for the others
 * @param reason why, in words; not blank
 */
record Correction(LocalDate date, Kind kind, LocalTime time, String reason) {

  /** What a correction changes. */
  enum Kind {
    /** No session on this day: {@code closed}. */
    CLOSED,
    /** A session although the rules say holiday: {@code open}. */
    OPEN,
    /** The session began at another time: {@code opens 11:00}. */
    OPENS,
    /** The session ended at another time: {@code closes 13:00}. */
    CLOSES
  }

  /**
   * Reads {@code date,kind,reason}, for instance {@code 1996-01-08,opens 11:00,Blizzard}.
   *
   * @throws IllegalArgumentException when the line is none of the four kinds; the message has the
   *     line
   */
  static Correction parse(String line) {
    String[] cells = line.split(",", 3);
    if (cells.length < 3 || cells[2].isBlank()) {
      throw new IllegalArgumentException("a correction is date,kind,reason, not: " + line);
    }
    try {
      LocalDate date = LocalDate.parse(cells[0]);
      String reason = cells[2].strip();
      String[] kind = cells[1].split(" ", 2);
      return kind.length == 1
          ? new Correction(date, wholeDay(kind[0]), LocalTime.MIDNIGHT, reason)
          : new Correction(date, timed(kind[0]), LocalTime.parse(kind[1]), reason);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot read the correction: " + line, e);
    }
  }

  private static Kind wholeDay(String word) {
    return switch (word) {
      case "closed" -> Kind.CLOSED;
      case "open" -> Kind.OPEN;
      default -> throw new IllegalArgumentException("kind must be closed or open: " + word);
    };
  }

  private static Kind timed(String word) {
    return switch (word) {
      case "opens" -> Kind.OPENS;
      case "closes" -> Kind.CLOSES;
      default -> throw new IllegalArgumentException("timed kind must be opens or closes: " + word);
    };
  }
}
