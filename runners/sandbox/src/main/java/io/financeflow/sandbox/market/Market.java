package io.financeflow.sandbox.market;

import java.time.LocalDate;
import java.util.List;

/**
 * All listings of a market with their daily bars, known from the first to the last date at once.
 *
 * <p>What a reader may see of it today is decided by the reader. The same question gets the same
 * answer every time. Thread-safe.
 */
public interface Market {

  /** How answers made of this market are labelled: {@code simulated} or {@code replay}. */
  String label();

  /** Every listing, ended and future ones too, by ticker and then by first date; unmodifiable. */
  List<Listing> listings();

  /** The bars of a date in the order of {@link #listings()}; none when nothing traded. */
  void session(LocalDate date, BarVisitor visitor);

  /**
   * The bars of one listing between two dates, both inclusive, ascending.
   *
   * @param listing a position in {@link #listings()}
   */
  void history(int listing, LocalDate from, LocalDate to, BarVisitor visitor);
}
