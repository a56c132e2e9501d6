package io.financeflow.ml.arima;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.financeflow.ml.forecaster.Series;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** Series of base R's datasets, from {@code textbook.txt}. */
final class Textbook {
  private Textbook() {}

  static Series series(String name) {
    try (InputStream file = Textbook.class.getResourceAsStream("textbook.txt")) {
      String line =
          new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
              .lines()
              .filter(text -> text.startsWith(name + " "))
              .findFirst()
              .orElseThrow();
      String[] fields = line.split(" ");
      double[] values =
          Arrays.stream(fields)
              .skip(2)
              .mapToDouble(text -> text.equals("NA") ? Double.NaN : Double.parseDouble(text))
              .toArray();
      return Series.seasonal(Integer.parseInt(fields[1]), values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a series by name, with {@code log } or {@code log10 } before it of its logarithms. */
  static Series scaled(String name) {
    if (name.startsWith("log ")) {
      return mapped(series(name.substring(4)), Math::log);
    }
    return name.startsWith("log10 ")
        ? mapped(series(name.substring(6)), Math::log10)
        : series(name);
  }

  private static Series mapped(Series series, DoubleUnaryOperator operator) {
    return Series.seasonal(series.period(), Arrays.stream(series.values()).map(operator).toArray());
  }
}
