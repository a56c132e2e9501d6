package io.financeflow.schema.quality;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * The result of one rule for one session: a row of {@code quality_checks}.
 *
 * @param tradingDate session; a closed day when bars are stored on it
 * @param rule what was checked
 * @param severity how bad the violations are, INFO without any
 * @param counts how many
 * @param sample up to five violations as text, by ticker; empty without any
 */
public record QualityCheck(
    LocalDate tradingDate, QualityRule rule, Severity severity, Counts counts, String sample)
    implements Serializable {

  /** Refuses a severity without violations. */
  public QualityCheck {
    if (counts.violations() == 0 && severity != Severity.INFO) {
      throw new IllegalArgumentException(
          rule + " of " + tradingDate + " must be INFO without violations but was " + severity);
    }
  }

  /** True when nothing breaks the rule; also when nothing could be judged. */
  public boolean isPassed() {
    return counts.violations() == 0;
  }

  /**
   * Figures of a check.
   *
   * @param checked things looked at: rows, tickers, or 1 for a rule about the session; 0 when it
   *     could not be judged
   * @param violations those that break the rule
   */
  public record Counts(long checked, long violations) implements Serializable {
    /** Refuses negative figures. */
    public Counts {
      if (checked < 0 || violations < 0) {
        throw new IllegalArgumentException(
            "counts must be >= 0 but were " + checked + " and " + violations);
      }
    }
  }
}
