package io.financeflow.sandbox.simulated;

/** Hashes that serve as random numbers: a pure function of their arguments. */
final class Mix {

  private static final double HALF_SUM = 2 * 65535.0;
  private static final double SUM_DEVIATION = 37837.22;

  private Mix() {}

  /** 64 well-mixed bits of two numbers (the finalizer of SplitMix64). */
  static long of(long a, long b) {
    long z = a + 0x9E3779B97F4A7C15L * (b + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number in [0, 1) of the upper bits. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** A number in [0, 1) for the two numbers. */
  static double unit(long a, long b) {
    return unit(of(a, b));
  }

  /** A number in [low, high) for the two numbers. */
  static double between(double low, double high, long a, long b) {
    return low + (high - low) * unit(a, b);
  }

  /** A near-normal number of mean 0 and deviation 1: four 16-bit uniforms, so at most 3.5. */
  static double normal(long bits) {
    long sum =
        (bits & 0xFFFF) + ((bits >>> 16) & 0xFFFF) + ((bits >>> 32) & 0xFFFF) + (bits >>> 48);
    return (sum - HALF_SUM) / SUM_DEVIATION;
  }
}
