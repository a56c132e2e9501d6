package io.financeflow.pipelines.features;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Segments;
import java.time.LocalDate;
import java.util.List;

/**
 * How sessions are cut: shares of training, validation and test of what is left when the purge is
 * taken out.
 *
 * @param train share of the training segment, in percent, >= 1
 * @param valid share of the validation segment, in percent, >= 1
 * @param test share of the test segment, in percent, >= 1; the three make 100
 * @param purge sessions between two segments that are in neither, >= 0
 */
record SegmentRule(int train, int valid, int test, int purge) {

  /** Refuses shares that do not make a whole. */
  SegmentRule {
    if (train < 1 || valid < 1 || test < 1 || train + valid + test != 100) {
      throw new IllegalArgumentException(
          "a split must be three shares of at least 1 that make 100 but was %d/%d/%d"
              .formatted(train, valid, test));
    }
  }

  /**
   * Cuts sessions, ascending, into three segments with a purge after the first and the second. The
   * shares are of the sessions that are left; training and validation are rounded down.
   *
   * @throws UnusableDataset when a segment would be empty
   */
  Segments cut(List<LocalDate> sessions) {
    int kept = sessions.size() - 2 * purge;
    int trained = Math.max(0, kept) * train / 100;
    int validated = Math.max(0, kept) * valid / 100;
    if (trained < 1 || validated < 1) {
      throw UnusableDataset.asked(
          ("too few sessions: %d with features - 2 gaps of %d = %d to split %d/%d/%d; take a longer"
                  + " range, a smaller window or another split")
              .formatted(sessions.size(), purge, kept, train, valid, test));
    }
    int validFrom = trained + purge;
    int testFrom = validFrom + validated + purge;
    return new Segments(
        new DateRange(sessions.get(0), sessions.get(trained - 1)),
        new DateRange(sessions.get(validFrom), sessions.get(validFrom + validated - 1)),
        new DateRange(sessions.get(testFrom), sessions.get(sessions.size() - 1)));
  }
}
