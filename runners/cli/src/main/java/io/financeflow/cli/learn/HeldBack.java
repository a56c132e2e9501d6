package io.financeflow.cli.learn;

import io.financeflow.ml.model.HoldOut;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The newest sessions, which a comparison is on: at most {@link HoldOut#SESSIONS}, none of which a
 * champion has learnt from.
 *
 * @param base the champion, or without one the version that is gone on from
 * @param newest the last session that can be learnt from; empty without any
 */
record HeldBack(StoredVersion base, Optional<LocalDate> newest) {

  /** Tells whether it is compared with, too. */
  boolean isChampion() {
    return base.aliases().contains(Alias.CHAMPION);
  }

  /** Returns how many sessions there are that the version has not learnt from. */
  int newSessions() {
    LocalDate last = base.origin().range().to();
    return newest
        .filter(session -> session.isAfter(last))
        .map(session -> TradingCalendar.nyse().distance(last, session))
        .orElse(0);
  }

  /** Returns how many are held back. */
  int sessions() {
    return isChampion() ? Math.min(HoldOut.SESSIONS, newSessions()) : HoldOut.SESSIONS;
  }

  /** Returns the first of them; empty without any data. */
  Optional<LocalDate> first() {
    return newest.map(session -> TradingCalendar.nyse().shift(session, 1 - sessions()));
  }
}
