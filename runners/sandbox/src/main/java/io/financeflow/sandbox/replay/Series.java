package io.financeflow.sandbox.replay;

import io.financeflow.sandbox.market.Bar;
import java.time.LocalDate;
import java.util.Arrays;

/** The bars of one symbol in arrays, ascending by day: 52 bytes a bar. Grows, then is read only. */
final class Series {

  private static final int NUMBERS = 6;

  private int[] days = new int[64];
  private int[] trades = new int[64];
  private double[] numbers = new double[64 * NUMBERS];
  private int size;

  void add(Bar bar) {
    if (size > 0 && bar.date().toEpochDay() <= days[size - 1]) {
      throw new IllegalArgumentException(
          "dates of a symbol must ascend but " + bar.date() + " follows " + date(size - 1));
    }
    if (size == days.length) {
      resize(size + size / 2);
    }
    days[size] = Math.toIntExact(bar.date().toEpochDay());
    trades[size] = bar.trades();
    int at = size * NUMBERS;
    numbers[at] = bar.open();
    numbers[at + 1] = bar.high();
    numbers[at + 2] = bar.low();
    numbers[at + 3] = bar.close();
    numbers[at + 4] = bar.volume();
    numbers[at + 5] = bar.vwap();
    size++;
  }

  /** Gives back the space not needed. */
  void trim() {
    resize(size);
  }

  int size() {
    return size;
  }

  LocalDate date(int index) {
    return LocalDate.ofEpochDay(days[index]);
  }

  /** The position of the bar of the date; negative when there is none. */
  int at(LocalDate date) {
    return Arrays.binarySearch(days, 0, size, Math.toIntExact(date.toEpochDay()));
  }

  /** The position of the first bar not before the date; the size when there is none. */
  int atOrAfter(LocalDate date) {
    int at = at(date);
    return at >= 0 ? at : -at - 1;
  }

  Bar bar(int index) {
    int at = index * NUMBERS;
    return new Bar(
        date(index),
        numbers[at],
        numbers[at + 1],
        numbers[at + 2],
        numbers[at + 3],
        numbers[at + 4],
        numbers[at + 5],
        trades[index]);
  }

  private void resize(int capacity) {
    days = Arrays.copyOf(days, capacity);
    trades = Arrays.copyOf(trades, capacity);
    numbers = Arrays.copyOf(numbers, capacity * NUMBERS);
  }
}
