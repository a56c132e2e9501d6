package io.financeflow.sandbox.http;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON written straight into bytes; commas are put where they belong.
 *
 * <p>Numbers never have an exponent: up to four decimals exactly, otherwise rounded to eight. Not
 * thread-safe.
 */
final class JsonBytes {

  private byte[] bytes;
  private int size;

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  /** Begins an object or an array: one of the characters <code>{</code> and {@code [}. */
  JsonBytes open(char bracket) {
    separate();
    return put(bracket);
  }

  /** Ends an object or an array. */
  JsonBytes close(char bracket) {
    return put(bracket);
  }

  /** A name, to be followed by its value. */
  JsonBytes name(String name) {
    separate();
    return put('"').raw(name).put('"').put(':');
  }

  JsonBytes field(String name, String value) {
    return name(name).text(value);
  }

  JsonBytes field(String name, long value) {
    return name(name).integer(value);
  }

  JsonBytes field(String name, double value) {
    return name(name).decimal(value);
  }

  JsonBytes field(String name, BigDecimal value) {
    return name(name).raw(value.stripTrailingZeros().toPlainString());
  }

  JsonBytes field(String name, boolean value) {
    return name(name).raw(value ? "true" : "false");
  }

  /** Bytes that are already JSON, with a comma before them when needed. */
  JsonBytes json(JsonBytes other) {
    if (other.size > 0) {
      separate();
      reserve(other.size);
      System.arraycopy(other.bytes, 0, bytes, size, other.size);
      size += other.size;
    }
    return this;
  }

  /** ASCII characters as they are. */
  JsonBytes raw(String ascii) {
    int length = ascii.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** How many bytes were written. */
  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private JsonBytes text(String value) {
    put('"');
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && b < ' ') {
        raw("\\u00").put(Character.forDigit(b >> 4, 16)).put(Character.forDigit(b & 15, 16));
      } else if (b == '"' || b == '\\') {
        put('\\').put((char) b);
      } else {
        put((char) (b & 0xFF));
      }
    }
    return put('"');
  }

  private JsonBytes decimal(double value) {
    long scaled = Math.round(value * 1e4);
    return scaled / 1e4 == value ? fixed(scaled, 4) : fixed(Math.round(value * 1e8), 8);
  }

  private JsonBytes fixed(long scaled, int decimals) {
    if (scaled < 0) {
      put('-');
    }
    long rest = Math.abs(scaled);
    int left = decimals;
    while (left > 0 && rest % 10 == 0) {
      rest /= 10;
      left--;
    }
    return digits(rest, left);
  }

  private JsonBytes integer(long value) {
    return value < 0 ? put('-').digits(-value, 0) : digits(value, 0);
  }

  /** The digits of a number that is not negative, with a point before the last so many. */
  private JsonBytes digits(long value, int decimals) {
    reserve(24);
    int begin = size;
    long rest = value;
    int written = 0;
    do {
      bytes[size++] = (byte) ('0' + rest % 10);
      rest /= 10;
      if (++written == decimals) {
        bytes[size++] = '.';
      }
    } while (rest != 0 || written <= decimals);
    for (int i = begin, j = size - 1; i < j; i++, j--) {
      byte b = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = b;
    }
    return this;
  }

  private void separate() {
    if (size > 0) {
      byte last = bytes[size - 1];
      if (last != '{' && last != '[' && last != ':') {
        put(',');
      }
    }
  }

  private JsonBytes put(char c) {
    reserve(1);
    bytes[size++] = (byte) c;
    return this;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
