package io.financeflow.sandbox.simulated;

import java.util.List;

/**
 * A sector of the simulated market.
 *
 * @param index the position of its factor path
 */
record Sector(int index, String name) {

  private static final List<String> NAMES =
      List.of(
          "Energy",
          "Materials",
          "Industrials",
          "Consumer Discretionary",
          "Consumer Staples",
          "Health Care",
          "Financials",
          "Information Technology",
          "Communication Services",
          "Utilities",
          "Real Estate");

  static final int COUNT = NAMES.size();

  /** The sector drawn by these bits, each equally likely. */
  static Sector of(long bits) {
    int index = (int) (Mix.unit(bits) * COUNT);
    return new Sector(index, NAMES.get(index));
  }
}
