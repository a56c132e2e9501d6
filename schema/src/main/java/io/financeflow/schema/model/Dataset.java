package io.financeflow.schema.model;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A training set: a row of {@code datasets}. The rows themselves are in the view {@code
 * dataset_rows}.
 *
 * @param name lower-case letters, digits, underscores and hyphens
 * @param featureSet what the rows are made by
 * @param universe whose rows they are
 * @param cut which of their sessions
 * @param scaling mean and deviation of the training segment, one each per feature
 * @param counts rows per segment
 * @param fingerprint 32 hexadecimal digits, equal for equal input
 * @param origin the run that made it
 */
public record Dataset(
    String name,
    FeatureSet.Key featureSet,
    Universe universe,
    Cut cut,
    Scaling scaling,
    Counts counts,
    String fingerprint,
    Origin origin)
    implements Serializable {

  /**
   * Whose rows.
   *
   * @param rule how the tickers were chosen: {@code given}, or the rule
   * @param tickers ascending, at least one
   */
  public record Universe(String rule, List<String> tickers) implements Serializable {
    /** Sorts the tickers and refuses an empty list. */
    public Universe {
      tickers = tickers.stream().distinct().sorted().toList();
      if (tickers.isEmpty()) {
        throw new IllegalArgumentException("a universe must have a ticker");
      }
    }
  }

  /**
   * Which sessions.
   *
   * @param segments training, validation and test
   * @param timeSteps rows of a model window, >= 1
   * @param purge sessions between two segments that are in neither, >= timeSteps
   */
  public record Cut(Segments segments, int timeSteps, int purge) implements Serializable {}

  /**
   * How a feature becomes a number near 0: {@code (value - mean) / deviation}, with 1 in place of a
   * deviation of 0.
   *
   * @param mean of each feature
   * @param deviation of each feature, sample standard deviation, >= 0
   */
  public record Scaling(List<Double> mean, List<Double> deviation) implements Serializable {
    /** Copies the lists. */
    public Scaling {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
    }

    /** Returns a feature scaled. */
    public double scale(int feature, double value) {
      double divisor = deviation.get(feature);
      return (value - mean.get(feature)) / (divisor > 0 ? divisor : 1);
    }
  }

  /**
   * Rows of each segment.
   *
   * @param train rows of the training segment
   * @param valid rows of the validation segment
   * @param test rows of the test segment
   */
  public record Counts(long train, long valid, long test) implements Serializable {}

  /**
   * Where it came from.
   *
   * @param runId the run
   * @param createdAt when
   */
  public record Origin(UUID runId, Instant createdAt) implements Serializable {}
}
