package io.financeflow.pipelines.features;

import io.financeflow.schema.market.DateRange;
import java.io.Serializable;
import java.util.List;

/**
 * What a dataset shall be.
 *
 * @param name lower-case letters, digits, underscores and hyphens, beginning with a letter
 * @param range dates to take rows from
 * @param universe whose rows
 * @param split how to cut them
 */
public record DatasetRequest(String name, DateRange range, Universe universe, Split split)
    implements Serializable {
  private static final String NAME = "[a-z][a-z0-9_-]{0,59}";

  /** Refuses a malformed name. */
  public DatasetRequest {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "a dataset's name must be 1 to 60 of a-z 0-9 _ - and begin with a letter but was "
              + name);
    }
  }

  /**
   * Whose rows.
   *
   * @param tickers given ones; empty for all that have enough rows
   * @param leastRows rows that a ticker must have in the range when none are given, >= 1
   */
  public record Universe(List<String> tickers, int leastRows) implements Serializable {
    /** Copies the list. */
    public Universe {
      tickers = List.copyOf(tickers);
    }
  }

  /**
   * How to cut.
   *
   * @param train share of the training segment, in percent
   * @param valid share of the validation segment, in percent
   * @param test share of the test segment, in percent
   * @param timeSteps rows of a model window, >= 1
   */
  public record Split(int train, int valid, int test, int timeSteps) implements Serializable {
    /** 80 % to learn from and 20 % to test on, and of the former again 80 % to train on. */
    public static final Split DEFAULT = new Split(64, 16, 20, 60);

    /** Refuses shares that do not make a whole and windows out of bounds. */
    public Split {
      if (timeSteps < 1) {
        throw new IllegalArgumentException("a window must be >= 1 row but was " + timeSteps);
      }
      new SegmentRule(train, valid, test, timeSteps);
    }

    /** Returns the cut: a window and a horizon lie between two segments. */
    SegmentRule rule() {
      return new SegmentRule(train, valid, test, timeSteps + Feature.HORIZON);
    }
  }
}
