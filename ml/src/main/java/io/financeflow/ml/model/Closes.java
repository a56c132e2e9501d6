package io.financeflow.ml.model;

import io.financeflow.ml.store.Fingerprint;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.AdjustedCloses.Close;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Closes of a ticker over consecutive sessions, the first and the last of which have one. A session
 * without a bar is NaN. Immutable.
 */
public final class Closes {
  private final List<LocalDate> sessions;
  private final double[] values;

  private Closes(List<LocalDate> sessions, double[] values) {
    this.sessions = sessions;
    this.values = values;
  }

  /**
   * Places closes in the calendar.
   *
   * @param closes by date, comparable; those on days without session are left out
   */
  public static Closes of(List<Close> closes, TradingCalendar calendar) {
    List<Close> held = closes.stream().filter(close -> calendar.isSession(close.date())).toList();
    if (held.isEmpty()) {
      return new Closes(List.of(), new double[0]);
    }
    LocalDate first = held.get(0).date();
    List<LocalDate> sessions = calendar.sessions(first, held.get(held.size() - 1).date());
    double[] values = new double[sessions.size()];
    Arrays.fill(values, Double.NaN);
    for (Close close : held) {
      values[calendar.distance(first, close.date())] = close.price();
    }
    return new Closes(sessions, values);
  }

  /** Returns the sessions, ascending; empty without any close. */
  public List<LocalDate> sessions() {
    return sessions;
  }

  /** Returns how many sessions there are. */
  public int length() {
    return values.length;
  }

  /** Returns how many of them have a close. */
  public int present() {
    return (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
  }

  /** Returns a copy of the closes of the first so many sessions. */
  public double[] first(int count) {
    return Arrays.copyOf(values, count);
  }

  /** Returns a copy of all closes. */
  public double[] values() {
    return values.clone();
  }

  /** Returns what is equal for equal sessions and closes of a ticker: SHA-256 in hexadecimal. */
  public String fingerprint(String ticker) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(ticker, rows());
    return fingerprint.text();
  }

  /** Returns how many sessions there are, then each with its close: what fingerprints are of. */
  byte[] rows() {
    ByteBuffer rows = ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES * length());
    rows.putInt(length());
    for (int i = 0; i < length(); i++) {
      rows.putLong(sessions.get(i).toEpochDay()).putDouble(values[i]);
    }
    return rows.array();
  }

  double at(int session) {
    return values[session];
  }
}
