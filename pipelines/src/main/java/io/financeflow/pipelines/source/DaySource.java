package io.financeflow.pipelines.source;

import java.time.LocalDate;

/** Where sessions come from. Thread-safe. */
public interface DaySource {
  /** Returns what the tables call this source when no answer says otherwise. */
  String name();

  /**
   * Returns all rows of a date.
   *
   * @param expected true when the exchange trades on that date, so that no rows are a surprise
   * @throws VendorFailure when the date cannot be had
   */
  FetchedDay day(LocalDate date, boolean expected);
}
