package io.financeflow.cli;

import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lacks in a range, each stretch with its repair.
 *
 * @param range dates looked at
 * @param coverage how much of it is there
 * @param stretches consecutive sessions with the same trouble, in order of trouble and date
 * @param tickers tickers without bars in sessions that have some, largest first
 */
record MissingData(
    DateRange range, Coverage coverage, List<Stretch> stretches, List<TickerGap> tickers) {

  /**
   * How much is there.
   *
   * @param sessions sessions that should be there by now
   * @param complete those of them that are complete
   */
  record Coverage(int sessions, int complete) {}

  /**
   * Consecutive sessions with the same trouble.
   *
   * @param trouble what is wrong
   * @param dates first and last session
   * @param sessions how many
   * @param reason of the last of them; empty when there is nothing to add
   */
  record Stretch(Trouble trouble, DateRange dates, int sessions, String reason) {
    String repair() {
      return trouble.repair(dates);
    }
  }

  /**
   * Consecutive sessions in which a ticker lacks.
   *
   * @param dates first and last of them
   * @param sessions how many
   */
  record TickerGap(String ticker, DateRange dates, int sessions) {
    String repair() {
      return Trouble.QUALITY.repair(dates);
    }
  }

  /**
   * A session as the tables know it.
   *
   * @param status of the latest attempt; null without one
   * @param reason why it did not end well; empty when it did
   * @param stored what is stored
   */
  record Session(LocalDate date, @Nullable String status, String reason, Stored stored) {

    /**
     * What is stored of a session.
     *
     * @param bars true when there are some
     * @param returns true when they were computed and none waits to be again
     * @param broken names of the rules broken with ERROR
     */
    record Stored(boolean bars, boolean returns, String broken) {}

    /** What is wrong with its bars; empty when it is complete. */
    Optional<Trouble> ofBars() {
      return Trouble.of(status, stored.bars(), !stored.broken().isEmpty());
    }

    boolean has(Trouble trouble) {
      return trouble == Trouble.NO_RETURNS
          ? stored.bars() && !stored.returns()
          : ofBars().equals(Optional.of(trouble));
    }

    private String reason(Trouble trouble) {
      return switch (trouble) {
        case QUALITY -> "broken: " + stored.broken();
        case NOT_READY, FAILED, BAD_INPUT, REFUSED -> reason;
        case MISSING, BARS_GONE, NO_RETURNS, CLOSED_DAY -> "";
      };
    }
  }

  /** Groups sessions, consecutive and ascending, by trouble. */
  static List<Stretch> stretches(List<Session> sessions) {
    List<Stretch> stretches = new ArrayList<>();
    for (Trouble trouble : Trouble.values()) {
      int first = -1;
      for (int i = 0; i <= sessions.size(); i++) {
        boolean troubled = i < sessions.size() && sessions.get(i).has(trouble);
        if (troubled && first < 0) {
          first = i;
        } else if (!troubled && first >= 0) {
          stretches.add(stretch(sessions.subList(first, i), trouble));
          first = -1;
        }
      }
    }
    return stretches;
  }

  private static Stretch stretch(List<Session> sessions, Trouble trouble) {
    Session last = sessions.get(sessions.size() - 1);
    DateRange dates = new DateRange(sessions.get(0).date(), last.date());
    return new Stretch(trouble, dates, sessions.size(), last.reason(trouble));
  }
}
