package io.financeflow.ml.monitoring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Errors of forecasts, put together per day: what comes of one day is not independent. Not
 * thread-safe.
 */
public final class DailyErrors {
  private final Map<Long, Square> days = new TreeMap<>();

  private record Square(double sum, int count) {
    Square plus(Square other) {
      return new Square(sum + other.sum, count + other.count);
    }
  }

  /**
   * Adds an error.
   *
   * @param day its number, ascending in time
   * @param error actual less forecast
   */
  public void add(long day, double error) {
    days.merge(day, new Square(error * error, 1), Square::plus);
  }

  /** Adds all errors of others. */
  public void addAll(DailyErrors other) {
    other.days.forEach((day, square) -> days.merge(day, square, Square::plus));
  }

  /** Returns how many days there are. */
  public int size() {
    return days.size();
  }

  /** Returns the roots of the mean squared errors, day by day; there must be one. */
  public Contender contender(String name) {
    double[] roots =
        days.values().stream()
            .mapToDouble(square -> Math.sqrt(square.sum / square.count))
            .toArray();
    return new Contender(name, List.of(roots));
  }
}
