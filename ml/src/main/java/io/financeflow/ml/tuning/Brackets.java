package io.financeflow.ml.tuning;

/**
 * The table of Hyperband as Keras Tuner computes it: rung r of bracket b has {@code ceil(ceil(1 +
 * log_f R) / (b + 1) * f^(b - r))} trials that end at epoch {@code ceil(R / f^(b - r))}, in whole
 * numbers throughout. Bracket b has rungs 0 to b; the highest bracket drops the most.
 *
 * @param maxEpochs R, 1 to 100,000
 * @param factor f, 2 to 100
 */
public record Brackets(int maxEpochs, int factor) {

  /** Checks the bounds. */
  public Brackets {
    if (maxEpochs < 1 || maxEpochs > 100_000 || factor < 2 || factor > 100) {
      throw new IllegalArgumentException(
          "Hyperband needs 1 to 100000 epochs and a factor of 2 to 100 but was given %d and %d"
              .formatted(maxEpochs, factor));
    }
  }

  /** Returns how many brackets there are: how often R can be divided by f before it is below 1. */
  public int count() {
    int count = 0;
    for (long power = 1; power <= maxEpochs; power *= factor) {
      count++;
    }
    return count;
  }

  /** Returns how many trials a rung has. */
  public int size(int bracket, int rung) {
    int whole = power(count() - 1) == maxEpochs ? count() : count() + 1; // ceil(1 + log_f R)
    return ceiling(whole * power(bracket - rung), bracket + 1);
  }

  /** Returns at which epoch the trials of a rung end. */
  public int epochs(int bracket, int rung) {
    return ceiling(maxEpochs, power(bracket - rung));
  }

  /** Returns how many trials there are in all rungs of all brackets. */
  public int trials() {
    int sum = 0;
    for (int bracket = 0; bracket < count(); bracket++) {
      for (int rung = 0; rung <= bracket; rung++) {
        sum += size(bracket, rung);
      }
    }
    return sum;
  }

  /** Returns how many epochs these train when each continues the one before. */
  public long totalEpochs() {
    long sum = 0;
    for (int bracket = 0; bracket < count(); bracket++) {
      for (int rung = 0; rung <= bracket; rung++) {
        int before = rung == 0 ? 0 : epochs(bracket, rung - 1);
        sum += (long) size(bracket, rung) * (epochs(bracket, rung) - before);
      }
    }
    return sum;
  }

  private long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= factor;
    }
    return power;
  }

  private static int ceiling(long dividend, long divisor) {
    return (int) ((dividend + divisor - 1) / divisor);
  }
}
