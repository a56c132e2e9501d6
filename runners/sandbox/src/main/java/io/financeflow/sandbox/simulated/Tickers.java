package io.financeflow.sandbox.simulated;

/** The ticker of each listing number: letters by a permutation, so two numbers never share one. */
final class Tickers {

  private static final int THREE = 26 * 26 * 26;
  private static final int FOUR = 26 * THREE;
  private static final int SIM = ('S' - 'A') * 676 + ('I' - 'A') * 26 + ('M' - 'A');

  private Tickers() {}

  /** The ticker of a number; numbers up to 80,000 give different ones. */
  static String of(int number) {
    return switch (Kind.of(number)) {
      case FUND -> "SIM";
      case CLASS_B -> of(number - 1) + ".B";
      case PREFERRED -> of(number - 1) + "p" + (char) ('A' + number / 40 % 26);
      case SUCCESSOR -> of(number - 1);
      case COMMON, PREDECESSOR -> common(number);
    };
  }

  private static String common(int number) {
    int code = (int) ((number * 7919L + 4211) % THREE);
    if (number % 5 != 1 || code == SIM) {
      return letters((int) ((number * 104_729L + 60_013) % FOUR), 4);
    }
    return letters(code, 3);
  }

  private static String letters(int code, int length) {
    char[] text = new char[length];
    int rest = code;
    for (int i = length - 1; i >= 0; i--) {
      text[i] = (char) ('A' + rest % 26);
      rest /= 26;
    }
    return new String(text);
  }
}
