package io.financeflow.ml.tuning;

import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Random combinations without repetition. */
final class Draws {
  private static final int ATTEMPTS = 20;

  private Draws() {}

  /**
   * Returns a combination that was not drawn yet: a pure function of its arguments. What random
   * numbers do not hit after some attempts is taken in turn from a random place on, so that a small
   * space is emptied.
   *
   * @param stream which of several independent sequences
   * @param drawn hashes of those that the sequence has had
   * @return empty when the space has no other
   */
  static Optional<Values> next(SearchSpace space, long seed, int stream, Set<String> drawn) {
    SplittableRandom random = new SplittableRandom(mixed(seed, stream, drawn.size()));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Values values = space.draw(random);
      if (!drawn.contains(values.hash())) {
        return Optional.of(values);
      }
    }
    long size = space.size().orElse(0);
    long start = size == 0 ? 0 : random.nextLong(size);
    for (long i = 0; i < size; i++) {
      Values values = space.grid((start + i) % size);
      if (!drawn.contains(values.hash())) {
        return Optional.of(values);
      }
    }
    return Optional.empty();
  }

  private static long mixed(long seed, int stream, int place) {
    long mixed = seed * 0x9E3779B97F4A7C15L + stream;
    mixed = (mixed ^ (mixed >>> 32)) * 0xBF58476D1CE4E5B9L + place;
    return (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
  }
}
