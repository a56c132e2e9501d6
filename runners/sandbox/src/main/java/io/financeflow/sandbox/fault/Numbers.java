package io.financeflow.sandbox.fault;

import java.time.Duration;

/** The numbers in the text of a fault. */
final class Numbers {

  private Numbers() {}

  static int whole(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number < 1) {
        throw new IllegalArgumentException("must be at least 1 but was " + text);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number: " + text, e);
    }
  }

  static double share(String text) {
    try {
      double share = Double.parseDouble(text);
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("a share must be in (0, 1] but was " + text);
      }
      return share;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected always, first:N, every:N, a share or a date but found: " + text, e);
    }
  }

  /** Such as 250ms, 20s or 2m. */
  static Duration duration(String text) {
    if (text.endsWith("ms")) {
      return Duration.ofMillis(whole(text.substring(0, text.length() - 2)));
    }
    if (text.endsWith("s")) {
      return Duration.ofSeconds(whole(text.substring(0, text.length() - 1)));
    }
    if (text.endsWith("m")) {
      return Duration.ofMinutes(whole(text.substring(0, text.length() - 1)));
    }
    throw new IllegalArgumentException("a duration such as 250ms, 20s or 2m but was " + text);
  }
}
