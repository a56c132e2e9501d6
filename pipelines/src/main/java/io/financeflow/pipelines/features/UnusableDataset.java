package io.financeflow.pipelines.features;

import io.financeflow.schema.market.DateRange;

/** A dataset that cannot be made of what is stored, or of what is asked for. */
public final class UnusableDataset extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean notReady;

  private UnusableDataset(boolean notReady, String message) {
    super(message);
    this.notReady = notReady;
  }

  /** What cannot be done with what is asked for, and what to ask for instead, in one line. */
  static UnusableDataset asked(String message) {
    return new UnusableDataset(false, message);
  }

  /** No features are stored in a range. */
  static UnusableDataset noFeatures(DateRange range) {
    return new UnusableDataset(
        true,
        "no features stored for %s: run ./financeflow features --from %s --to %s first"
            .formatted(range, range.from(), range.to()));
  }

  /** The name belongs to another dataset. */
  static UnusableDataset taken(String name) {
    return asked(
        "dataset %s exists: run ./financeflow dataset delete %s first, or take another name"
            .formatted(name, name));
  }

  /** True when the same request succeeds once the features are computed. */
  public boolean isNotReady() {
    return notReady;
  }
}
