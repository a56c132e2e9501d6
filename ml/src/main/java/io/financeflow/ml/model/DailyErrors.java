package io.financeflow.ml.model;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Errors of forecasts, put together per session. Not thread-safe. */
final class DailyErrors {
  private final Map<LocalDate, Square> sessions = new TreeMap<>();

  private record Square(double sum, int count) {
    Square plus(Square other) {
      return new Square(sum + other.sum, count + other.count);
    }
  }

  void add(LocalDate session, double error) {
    sessions.merge(session, new Square(error * error, 1), Square::plus);
  }

  void addAll(DailyErrors other) {
    other.sessions.forEach((session, square) -> sessions.merge(session, square, Square::plus));
  }

  int size() {
    return sessions.size();
  }

  /** Returns the root of the mean squared error of each session, in order. */
  double[] roots() {
    return sessions.values().stream()
        .mapToDouble(square -> Math.sqrt(square.sum / square.count))
        .toArray();
  }
}
