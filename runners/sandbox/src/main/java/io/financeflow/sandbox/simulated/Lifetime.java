package io.financeflow.sandbox.simulated;

/**
 * The sessions a listing trades on, as positions in the calendar.
 *
 * @param end exclusive; the number of sessions of the calendar when it never ends
 */
record Lifetime(int first, int end) {

  Lifetime {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException("end must be > first >= 0: " + first + ", " + end);
    }
  }

  boolean contains(int session) {
    return session >= first && session < end;
  }

  /** The lifetime of a listing: 45 % begin with the calendar, 35 % of all end before it does. */
  static Lifetime of(Kind kind, int number, long seed, int sessions) {
    if (kind == Kind.FUND) {
      return new Lifetime(0, sessions);
    }
    if (kind == Kind.PREDECESSOR || kind == Kind.SUCCESSOR) {
      return handOver(kind, Mix.of(seed, kind == Kind.SUCCESSOR ? number - 1 : number), sessions);
    }
    long own = Mix.of(seed, kind.isSibling() ? number - 1 : number);
    int first = Mix.unit(own, 1) < 0.45 ? 0 : (int) Mix.between(0, 0.97 * sessions - 300, own, 2);
    boolean ends = Mix.unit(own, 3) < 0.35;
    return new Lifetime(first, ends ? (int) Mix.between(first + 250, sessions, own, 4) : sessions);
  }

  private static Lifetime handOver(Kind kind, long own, int sessions) {
    int end = (int) Mix.between(0.2 * sessions, 0.5 * sessions, own, 1);
    int again = end + (int) Mix.between(250, 800, own, 2);
    return kind == Kind.PREDECESSOR ? new Lifetime(0, end) : new Lifetime(again, sessions);
  }
}
