package io.financeflow.ml.evaluation;

import java.time.LocalDate;
import java.util.List;

/**
 * The scores of one day and what came of them.
 *
 * @param day at whose close the scores were known
 * @param entries one per name, none twice; may be empty
 */
public record CrossSection(LocalDate day, List<Entry> entries) {

  /** Copies and refuses a name that comes twice. */
  public CrossSection {
    entries = List.copyOf(entries);
    if (entries.stream().map(Entry::name).distinct().count() < entries.size()) {
      throw new IllegalArgumentException("a name comes twice on " + day);
    }
  }

  /**
   * One name.
   *
   * @param score the higher, the more it is expected to rise; above 0 says up where direction
   *     counts
   * @param outcome the return that followed, 0.01 is 1 %
   */
  public record Entry(String name, double score, double outcome) {
    /** Refuses what is not finite. */
    public Entry {
      if (!Double.isFinite(score) || !Double.isFinite(outcome)) {
        throw new IllegalArgumentException(
            "score and outcome of %s must be finite but were %s and %s"
                .formatted(name, score, outcome));
      }
    }
  }

  double[] scores() {
    return entries.stream().mapToDouble(Entry::score).toArray();
  }

  double[] outcomes() {
    return entries.stream().mapToDouble(Entry::outcome).toArray();
  }
}
