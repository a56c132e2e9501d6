package io.financeflow.pipelines.features;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A sum over rows that does not depend on their order: 128 bits, each half the sum modulo 2^64 of a
 * 64-bit hash of every row. Equal rows count as often as they come. Not thread-safe; it finds
 * accidental differences and is no defence against a forger.
 *
 * <p>Source of the mixing: S. Vigna's SplitMix64 finalizer.
 */
final class RowSum implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long first;
  private long second;

  /** Adds one row: its key and the first values of two arrays, by their bits. */
  void add(long day, String ticker, float[] features, int columns, float[] labels, int more) {
    long hash = mix(day);
    for (int i = 0; i < ticker.length(); i++) {
      hash = mix(hash + ticker.charAt(i));
    }
    hash = mix(hash, features, columns);
    hash = mix(hash, labels, more);
    first += hash;
    second += mix(~hash);
  }

  /** Adds the rows of another. */
  void merge(RowSum other) {
    first += other.first;
    second += other.second;
  }

  private static long mix(long seed, float[] values, int count) {
    long hash = mix(seed + count);
    for (int i = 0; i < count; i++) {
      hash = mix(hash + Float.floatToIntBits(values[i]));
    }
    return hash;
  }

  private static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Returns 32 hexadecimal digits. */
  @Override
  public String toString() {
    return "%016x%016x".formatted(first, second);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowSum sum && first == sum.first && second == sum.second;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }
}
