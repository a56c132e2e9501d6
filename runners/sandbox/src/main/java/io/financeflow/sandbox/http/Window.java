package io.financeflow.sandbox.http;

import io.financeflow.sandbox.market.Bar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * One bar of a range: the daily bars merged into it.
 *
 * @param bar dated by the first day of the window, which need not be a session
 * @param days how many daily bars are in it
 */
record Window(Bar bar, int days) {

  /** Merges ascending daily bars into windows of so many spans, counted from a date. */
  static List<Window> of(List<Bar> bars, Timespan span, int multiplier, LocalDate from) {
    List<Window> windows = new ArrayList<>();
    for (Bar bar : bars) {
      LocalDate start = span.windowStart(bar.date(), from, multiplier);
      int last = windows.size() - 1;
      if (last >= 0 && windows.get(last).bar.date().equals(start)) {
        windows.set(last, windows.get(last).plus(bar));
      } else {
        windows.add(new Window(dated(bar, start), 1));
      }
    }
    return windows;
  }

  private Window plus(Bar next) {
    double volume = bar.volume() + next.volume();
    boolean known = bar.vwap() > 0 && next.vwap() > 0 && volume > 0;
    double vwap = known ? (bar.vwap() * bar.volume() + next.vwap() * next.volume()) / volume : 0;
    boolean counted = bar.trades() > 0 && next.trades() > 0;
    Bar merged =
        new Bar(
            bar.date(),
            bar.open(),
            Math.max(bar.high(), next.high()),
            Math.min(bar.low(), next.low()),
            next.close(),
            Math.rint(volume * 1e4) / 1e4,
            Math.rint(vwap * 1e4) / 1e4,
            counted ? bar.trades() + next.trades() : 0);
    return new Window(merged, days + 1);
  }

  private static Bar dated(Bar bar, LocalDate date) {
    return new Bar(
        date,
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.vwap(),
        bar.trades());
  }
}
