package io.financeflow.schema.market;

/** The form of a ticker symbol; the CHECK of every ticker column says the same. */
public final class Tickers {
  private static final int LONGEST = 20;

  private Tickers() {}

  /** True for 1 to 20 characters out of {@code A-Z a-z 0-9 .}; false for the empty text. */
  public static boolean isValid(String ticker) {
    int length = ticker.length();
    if (length == 0 || length > LONGEST) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = ticker.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && !(c >= '0' && c <= '9') && c != '.') {
        return false;
      }
    }
    return true;
  }
}
