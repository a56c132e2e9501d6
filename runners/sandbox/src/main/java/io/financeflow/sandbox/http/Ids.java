package io.financeflow.sandbox.http;

/** Identifiers that depend on nothing but a text: the same question has the same one everywhere. */
final class Ids {

  private Ids() {}

  /** 32 hexadecimal digits for the text. */
  static String of(String text) {
    long a = 0x243F6A8885A308D3L;
    long b = 0x13198A2E03707344L;
    for (int i = 0; i < text.length(); i++) {
      a = (a ^ text.charAt(i)) * 0x100000001B3L;
      b = Long.rotateLeft(b + text.charAt(i), 23) * 0x9E3779B97F4A7C15L;
    }
    return hex(a ^ (a >>> 32)) + hex(b ^ (b >>> 29));
  }

  private static String hex(long bits) {
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
