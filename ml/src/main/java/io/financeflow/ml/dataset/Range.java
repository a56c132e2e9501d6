package io.financeflow.ml.dataset;

/**
 * Sessions by their number in the exchange's calendar.
 *
 * @param from the first
 * @param to the last, inclusive
 */
public record Range(int from, int to) {
  /** Checks the order. */
  public Range {
    if (to < from) {
      throw new IllegalArgumentException("a range ends at %d before %d".formatted(to, from));
    }
  }

  /** Returns whether a session is in it. */
  public boolean contains(int session) {
    return session >= from && session <= to;
  }

  /** Returns how many sessions there are. */
  public int size() {
    return to - from + 1;
  }

  /** Returns the sessions from the one with that place on, as many as asked for. */
  Range part(int place, int size) {
    return new Range(from + place, from + place + size - 1);
  }
}
