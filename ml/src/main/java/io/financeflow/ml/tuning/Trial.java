package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One try of a search.
 *
 * @param number 1, 2, ...: the order in which they were begun first
 * @param candidate what is tried
 * @param startedAt when it was begun last
 * @param course what became of it
 */
public record Trial(int number, Candidate candidate, Instant startedAt, Course course) {

  /** Checks the number. */
  public Trial {
    if (number < 1) {
      throw new IllegalArgumentException("a trial's number must be >= 1 but was " + number);
    }
  }

  /** Whether there is a result. */
  public enum State {
    /** It has been begun. */
    RUNNING,
    /** It was begun and broken off: it will be run again. */
    INTERRUPTED,
    /** It has a score. */
    DONE,
    /** It has an error. */
    FAILED
  }

  /**
   * What is tried.
   *
   * @param bracket of Hyperband; 0 for other searches
   * @param rung of Hyperband, 0 is the first; 0 for other searches
   * @param parent number of the trial that is continued; empty for a beginning
   */
  public record Candidate(Values values, Budget budget, int bracket, int rung, OptionalInt parent) {
    /** Checks the bounds. */
    public Candidate {
      if (bracket < 0 || rung < 0 || (rung == 0) != parent.isEmpty()) {
        throw new IllegalArgumentException(
            "a trial above rung 0, and no other, has a parent but bracket %d, rung %d has %s"
                .formatted(bracket, rung, parent));
      }
    }

    /** Returns one that continues no other. */
    static Candidate first(Values values, Budget budget, int bracket) {
      return new Candidate(values, budget, bracket, 0, OptionalInt.empty());
    }
  }

  /**
   * What became of it.
   *
   * @param score present when DONE
   * @param error why it failed; empty unless FAILED
   * @param endedAt present when DONE or FAILED
   */
  public record Course(
      State state, Optional<Score> score, String error, Optional<Instant> endedAt) {
    /** Checks that state and result agree. */
    public Course {
      boolean ended = state == State.DONE || state == State.FAILED;
      if (score.isPresent() != (state == State.DONE)
          || error.isEmpty() == (state == State.FAILED)
          || endedAt.isPresent() != ended) {
        throw new IllegalArgumentException(
            "a trial that is %s cannot have score %s, error '%s' and end %s"
                .formatted(state, score, error, endedAt));
      }
    }

    static Course of(State state) {
      return new Course(state, Optional.empty(), "", Optional.empty());
    }
  }

  /**
   * What it scored.
   *
   * @param objective the lower, the better
   * @param folds the score of each fold; may be empty
   * @param checkpointed whether it left something to go on from, which may have been dropped since
   */
  public record Score(
      double objective, List<Double> folds, JsonObject details, boolean checkpointed) {
    /** Copies the folds. */
    public Score {
      folds = List.copyOf(folds);
    }
  }

  /** Returns whether it has a result. */
  public boolean ended() {
    return course.endedAt().isPresent();
  }

  /** Returns its values. */
  public Values values() {
    return candidate.values();
  }

  /** Returns its state. */
  public State state() {
    return course.state();
  }

  /** Returns how long it ran; zero unless it has ended. */
  public Duration took() {
    return course.endedAt().map(end -> Duration.between(startedAt, end)).orElse(Duration.ZERO);
  }

  /** Returns its objective, infinite without a score. */
  double objective() {
    return course.score().map(Score::objective).orElse(Double.POSITIVE_INFINITY);
  }

  Trial as(State state, Instant startedAt) {
    return new Trial(number, candidate, startedAt, Course.of(state));
  }

  Trial done(Evaluation found, Instant at) {
    Score score =
        new Score(
            found.objective(), found.folds(), found.details(), found.checkpoint().isPresent());
    return new Trial(
        number,
        candidate,
        startedAt,
        new Course(State.DONE, Optional.of(score), "", Optional.of(at)));
  }

  Trial failed(String error, Instant at) {
    return new Trial(
        number,
        candidate,
        startedAt,
        new Course(State.FAILED, Optional.empty(), error, Optional.of(at)));
  }
}
