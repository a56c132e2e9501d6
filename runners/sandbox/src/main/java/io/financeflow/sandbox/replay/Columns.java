package io.financeflow.sandbox.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the columns of the file are, by the names in its header; -1 for those it has not. */
record Columns(int symbol, int date, Prices prices, int volume, Extras extras, int count) {

  /** The four prices. */
  record Prices(int open, int high, int low, int close) {}

  /** What a file may have. */
  record Extras(int vwap, int trades, int dividend, int split) {}

  /** Reads the header; names in any order and case, others are passed over. */
  static Columns of(String header) {
    List<String> names = new ArrayList<>();
    for (String name : header.split(",", -1)) {
      names.add(name.strip().toLowerCase(Locale.ROOT));
    }
    int symbol = names.indexOf("symbol");
    return new Columns(
        symbol >= 0 ? symbol : required(names, "ticker", "symbol or ticker"),
        required(names, "date", "date"),
        new Prices(
            required(names, "open", "open"),
            required(names, "high", "high"),
            required(names, "low", "low"),
            required(names, "close", "close")),
        required(names, "volume", "volume"),
        new Extras(
            names.indexOf("vwap"),
            names.indexOf("trades"),
            names.indexOf("dividend"),
            names.indexOf("split")),
        names.size());
  }

  private static int required(List<String> names, String name, String shown) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the header has no column " + shown + ": " + String.join(",", names));
    }
    return index;
  }
}
